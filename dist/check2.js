import { a as itemTypeOf, c as isNode, d as placeOf, f as EvaluationError, i as fieldsOf, l as nodesOf, m as TypeError, o as RECORD_VALUES, p as ParseError, s as checkedTypeOf, t as language, u as operandsOf } from "./language.js";
import { Hn as didYouMean, ai as sentenceOf } from "./hook.js";

// src/cel/type-names.ts
const NAMES = {
	bool: "true or false",
	string: "text",
	double: "a number",
	int: "a whole number",
	list: "a list",
	map: "a map",
	dyn: "a value",
	null: "null",
	"google.protobuf.Timestamp": "a time",
	"google.protobuf.Duration": "a duration",
	CelNamespace: "a namespace"
};
const LONGEST = 60;
function nameOf(type = "dyn") {
	const kind = type.replace(/<.*$/, "");
	return NAMES[kind] ?? (isPart(kind) ? "a part of the record" : `a value of type ${type}`);
}
function isPart(type) {
	return /(^|[<\s])record\b/.test(type);
}
function written(node, expression) {
	if (!isNode(node)) return "it";
	const text = expression.slice(node.start, node.end).replace(/\s+/g, " ");
	return text.length > LONGEST ? `${text.slice(0, 59).toWellFormed()}…` : text;
}

// src/cel/mistake.ts
const MOST_NAMES = 12;
function noField(node, field, type, expression) {
	const known = Object.keys(fieldsOf(type));
	const guess = didYouMean(field, known);
	const listed = known.length > MOST_NAMES ? [...known.slice(0, MOST_NAMES), "…"] : known;
	const names = guess ? `.${guess}` : known.length > 0 ? `; it has ${listed.join(", ")}` : "";
	return {
		offset: node.pos,
		message: `${written(operandsOf(node)[0], expression)} has no field “${field}”${names}`
	};
}

// src/cel/field-chain.ts
function wrongFieldIn(chain) {
	const accesses = [];
	let node = chain;
	while (isNode(node) && node.op === ".") {
		accesses.unshift(node);
		[node] = operandsOf(node);
	}
	let type = checkedTypeOf(node);
	for (const access of accesses) {
		const field = Array.isArray(access.args) ? access.args[1] : void 0;
		if (typeof field !== "string" || type === void 0 || type === "dyn") return void 0;
		const next = type.startsWith("map<") ? itemTypeOf(type) : ownField(type, field);
		if (next === void 0) return {
			node: access,
			field,
			type
		};
		type = next;
	}
}
function ownField(type, field) {
	const fields = fieldsOf(type);
	return Object.hasOwn(fields, field) ? fields[field] : void 0;
}

// src/cel/mistakes.ts
function mistakesIn(root, expression) {
	return nodesOf(root).flatMap((node) => mistakesOf(node, expression)).sort((a, b) => a.offset - b.offset);
}
function mistakesOf(node, expression) {
	switch (node.op) {
		case "call": return [...fieldsInHas(node, expression), ...untypedPart(node, expression)];
		case "rcall": return badPattern(node);
		case ".":
		case "[]": return fieldOfNothing(node, expression);
		case "==":
		case "!=":
		case "in": return [...comparedParts(node), ...unheardOf(node, expression)];
		default: return [];
	}
}
function fieldsInHas(node, expression) {
	const [name, ...values] = callOf(node);
	const wrong = name === "has" ? wrongFieldIn(values[0]) : void 0;
	return wrong ? [noField(wrong.node, wrong.field, wrong.type, expression)] : [];
}
function untypedPart(node, expression) {
	const [name, value] = callOf(node);
	if (name !== "dyn" || !isNode(value) || !isPart(checkedTypeOf(value) ?? "")) return [];
	return [{
		offset: node.start,
		message: `${written(value, expression)} needs no dyn(); take a field of it`
	}];
}
function badPattern(node) {
	const [name, , values] = Array.isArray(node.args) ? node.args : [];
	const pattern = name === "matches" && Array.isArray(values) ? values[0] : void 0;
	if (!isNode(pattern) || pattern.op !== "value" || typeof pattern.args !== "string") return [];
	try {
		new RegExp(pattern.args);
		return [];
	} catch {
		return [{
			offset: pattern.start,
			message: "the pattern of matches() is no regular expression"
		}];
	}
}
function fieldOfNothing(node, expression) {
	const [left] = operandsOf(node);
	const type = checkedTypeOf(left);
	if (type === void 0 || !(type === "CelNamespace" || type.startsWith("google.protobuf."))) return [];
	return [{
		offset: node.pos,
		message: `${written(left, expression)} is ${nameOf(type)} and has no fields`
	}];
}
function comparedParts(node) {
	return operandsOf(node).some((operand) => isPart(checkedTypeOf(operand) ?? "")) ? [{
		offset: node.start,
		message: "parts of the record can’t be compared; compare their ids or other fields"
	}] : [];
}
function unheardOf(node, expression) {
	const operands = operandsOf(node);
	return operands.flatMap((operand, index) => {
		const known = valuesOf(operand);
		const other = operands[1 - index];
		if (!known || !other) return [];
		const wrong = (node.op === "in" && index === 0 && other.op === "list" ? nodesOf(other.args) : [other]).find(({ op, args }) => op === "value" && typeof args === "string" && !known.includes(args));
		if (!wrong) return [];
		const word = String(wrong.args);
		const guess = didYouMean(word, known);
		const mend = guess ? `.${guess}` : `; it is ${known.join(", ")}`;
		return [{
			offset: wrong.start,
			message: `${written(operand, expression)} is never “${word}”${mend}`
		}];
	});
}
function valuesOf(node) {
	const field = node.op === "." && Array.isArray(node.args) ? node.args[1] : void 0;
	const name = `${checkedTypeOf(operandsOf(node)[0])}.${String(field)}`;
	return Object.hasOwn(RECORD_VALUES, name) ? RECORD_VALUES[name] : void 0;
}
function callOf({ args }) {
	const [name, values] = Array.isArray(args) ? args : [];
	return [name, ...Array.isArray(values) ? values : []];
}

// src/cel/check.ts
async function checkCustomRules(rules) {
	return rules.flatMap(({ expression }, index) => {
		const mistake = mistakeIn(expression);
		return mistake ? [{
			index,
			...placeOf(expression, mistake.offset),
			message: mistake.message
		}] : [];
	});
}
function mistakeIn(expression) {
	try {
		const parsed = language().parse(expression);
		const { valid, type, error } = parsed.check();
		if (!valid) return described(error, expression);
		return mistakesIn(parsed.ast, expression)[0] ?? mistakeOfResult(type);
	} catch (error) {
		return described(error, expression);
	}
}
function mistakeOfResult(type) {
	if (type === "bool") return void 0;
	const mend = type === "dyn" ? "; wrap what may be anything in bool(…)" : "";
	return {
		offset: 0,
		message: `it gives ${nameOf(type)}, and a rule has to give true or false${mend}`
	};
}
function described(error, expression) {
	if (error instanceof RangeError) return {
		offset: 0,
		message: "it nests too deeply; split the rule"
	};
	if (!(error instanceof ParseError || error instanceof TypeError || error instanceof EvaluationError)) return {
		offset: 0,
		message: `it could not be checked (${sentenceOf(error)})`
	};
	const { code, summary, node, range } = error;
	const offset = range?.start ?? 0;
	const key = keyOf(node);
	if (code === "no_such_key" && isNode(node) && key !== void 0) return noField(node, key, checkedTypeOf(operandsOf(node)[0]) ?? "", expression);
	if (code === "unknown_variable" && isNode(node)) {
		const name = String(node.args);
		return {
			offset,
			message: `there is no variable “${name}”.${didYouMean(name, ["record"]) || " The job is `record`"}`
		};
	}
	if (code === "limit_exceeded") return {
		offset,
		message: "it is too long or nests too deeply; split the rule"
	};
	return {
		offset,
		message: readable(summary)
	};
}
function keyOf(node) {
	const key = isNode(node) && Array.isArray(node.args) ? node.args[1] : void 0;
	const literal = isNode(key) && key.op === "value" ? key.args : key;
	return typeof literal === "string" ? literal : void 0;
}
function readable(summary) {
	const text = summary.replace(/\s+/g, " ").trim();
	if (/(token:|got) EOF$/.test(text)) return "it ends too early";
	const hint = /Timestamp (==|!=|<|>|<=|>=) string|string (==|!=|<|>|<=|>=) google\.protobuf\.Timestamp/.test(text) ? "; write the time as timestamp(\"2026-01-31T00:00:00Z\")" : "";
	return `${text.charAt(0).toLowerCase()}${text.slice(1)}${hint}`.replaceAll("google.protobuf.", "");
}

export { checkCustomRules };