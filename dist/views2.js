import { t as AccessRecord } from "./access-record.js";
import { on as fields } from "./hook.js";

// src/core/views.ts
function definitionOf(schema) {
	return schema._zod.def;
}
function attestedView(record) {
	const allowed = allowedViews(record.pipeline.visibility);
	return {
		...project(AccessRecord, record, void 0, allowed),
		drift: record.drift.map((drift) => driftView(drift, allowed))
	};
}
function allowedViews(visibility) {
	return new Set(visibility === "private" || visibility === "internal" ? ["public", "members"] : ["public"]);
}
function driftView(drift, allowed) {
	const { before, after, ...rest } = drift;
	if (!allowed.has(viewAt(drift.pointer))) return rest;
	return {
		...rest,
		...before !== void 0 && { before },
		...after !== void 0 && { after }
	};
}
const SECRECY = {
	public: 0,
	members: 1,
	log: 2
};
function viewAt(pointer) {
	let schema = AccessRecord;
	let view;
	for (const key of pointer.split("/").slice(1)) {
		schema = schema && child(unwrap(schema), key.replaceAll("~1", "/").replaceAll("~0", "~"));
		if (!schema) return "log";
		const own = fields.get(schema)?.view ?? fields.get(unwrap(schema))?.view;
		if (own !== void 0 && (view === void 0 || SECRECY[own] > SECRECY[view])) view = own;
	}
	return view ?? "log";
}
function unwrap(schema) {
	const { type, innerType } = definitionOf(schema);
	return type === "optional" && innerType ? unwrap(innerType) : schema;
}
function child(schema, key) {
	const { shape, element, valueType } = definitionOf(schema);
	if (shape) return Object.hasOwn(shape, key) ? shape[key] : void 0;
	return element ?? valueType;
}
function project(schema, value, inherited, allowed) {
	const inner = unwrap(schema);
	const view = fields.get(schema)?.view ?? fields.get(inner)?.view ?? inherited;
	if (view !== void 0 && !allowed.has(view)) return void 0;
	if (Array.isArray(value)) {
		const element = definitionOf(inner).element;
		const items = value.map((item) => element ? project(element, item, view, allowed) : void 0);
		return items.includes(void 0) ? void 0 : items;
	}
	if (isPlainObject(value)) return projectObject(inner, value, view, allowed);
	return view === void 0 ? void 0 : value;
}
function projectObject(schema, value, view, allowed) {
	const { shape, valueType, type } = definitionOf(schema);
	if (type === "unknown") return view === void 0 ? void 0 : value;
	const kept = {};
	for (const [key, member] of Object.entries(value)) {
		const memberSchema = shape ? Object.hasOwn(shape, key) ? shape[key] : void 0 : valueType;
		if (!memberSchema || member === void 0) continue;
		const shown = project(memberSchema, member, view, allowed);
		if (shown !== void 0) kept[key] = shown;
	}
	return kept;
}
function isPlainObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export { viewAt as n, attestedView as t };