// src/cli/small-heap.ts
function keepHeapSmall() {
	const { setFlagsFromString } = process.getBuiltinModule("node:v8");
	setFlagsFromString("--semi-space-growth-factor=1");
	setFlagsFromString("--heap-growing-percent=10");
}

export { keepHeapSmall as t };