import { d as placeOf, f as EvaluationError, l as nodesOf, n as UnseenFact, r as factsOf, t as language } from "./language.js";

// src/cel/bounds.ts
const LARGEST = 1e5;
var TooLarge = class extends Error {};
function boundValues(root) {
	for (const node of nodesOf(root)) {
		if (node.op !== "+" && node.op !== "call" && node.op !== "rcall") continue;
		const handle = handleOf(node);
		if (!handle) continue;
		const isJoin = Array.isArray(node.args) && node.args[0] === "join";
		Reflect.set(node, "handle", function bounded(...args) {
			if (isJoin && Array.isArray(args[0])) refuseLong(args[0]);
			const value = handle.apply(this, args);
			if (sizeOf(value) > LARGEST) throw new TooLarge("A value grew too large.");
			return value;
		});
	}
}
function handleOf(node) {
	const handle = Reflect.get(node, "handle");
	return typeof handle === "function" ? handle : void 0;
}
function refuseLong([list, separator]) {
	if ((Array.isArray(list) ? list : []).reduce((sum, item) => sum + sizeOf(item) + sizeOf(separator), 0) > LARGEST) throw new TooLarge("A value grew too large.");
}
function sizeOf(value) {
	if (typeof value === "string" || Array.isArray(value) || value instanceof Uint8Array) return value.length;
	return 0;
}

// src/cel/evaluation.ts
function evaluatorFor(record) {
	const facts = factsOf(record);
	return (expression) => evaluate(facts, expression);
}
function evaluate(facts, expression) {
	const reading = facts.newReading();
	try {
		const parsed = language().parse(expression);
		const { valid, error } = parsed.check();
		if (!valid) throw error;
		boundValues(parsed.ast);
		const answer = parsed({ record: facts.record });
		const read = leavesOf(reading);
		return typeof answer === "boolean" ? {
			kind: "answer",
			answer,
			read
		} : {
			kind: "error",
			code: "not_a_boolean",
			read
		};
	} catch (error) {
		return failed(error, reading, expression);
	}
}
function failed(error, reading, expression) {
	const read = leavesOf(reading);
	if (error instanceof UnseenFact) return {
		kind: "unseen",
		pointer: error.pointer,
		read
	};
	if (error instanceof TooLarge) return {
		kind: "error",
		code: "too_large",
		read
	};
	if (!(error instanceof EvaluationError)) return {
		kind: "error",
		code: "evaluation_error",
		read
	};
	const { code, range } = error;
	if (code === "no_such_key") {
		const key = fieldIn(error.node);
		const pointer = key === void 0 ? void 0 : reading.absent.get(key);
		return pointer === void 0 ? {
			kind: "no-key",
			read
		} : {
			kind: "unseen",
			pointer,
			read
		};
	}
	if (code === "index_out_of_bounds") return {
		kind: "no-key",
		read
	};
	return {
		kind: "error",
		code,
		...range && placeOf(expression, range.start),
		read
	};
}
function fieldIn(node) {
	const args = node?.args;
	const key = Array.isArray(args) ? args[1] : void 0;
	return typeof key === "string" ? key : void 0;
}
function leavesOf({ read }) {
	const sorted = [...read].sort();
	return sorted.filter((pointer, index) => !sorted.slice(index + 1).some((other) => other.startsWith(`${pointer}/`)));
}

export { evaluatorFor };