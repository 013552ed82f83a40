// src/core/quantity.ts
function counted(count) {
	return count.toLocaleString("en-US");
}
function quantity(count, one, many = `${one}s`) {
	return `${counted(count)} ${count === 1 ? one : many}`;
}

export { quantity as n, counted as t };