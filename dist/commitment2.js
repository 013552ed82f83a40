import { $t as sha256Hex, Zt as canonicalize } from "./hook.js";
import { t as attestedView } from "./views2.js";

// src/core/commitment.ts
function commit(record, salt) {
	const { commitment: _, ...bare } = record;
	const shown = attestedView(bare);
	const digest = commitmentDigest(remainder(lasting(bare), shown), salt);
	return {
		attested: {
			...shown,
			commitment: {
				algorithm: "sha256",
				digest
			}
		},
		log: {
			...bare,
			commitment: {
				algorithm: "sha256",
				digest,
				salt
			}
		}
	};
}
function lasting(record) {
	const { pseudonyms: _, ...rest } = record;
	return rest;
}
function bindingOf(attested, log) {
	if (!isObject(attested) || !isObject(log)) return "uncommitted";
	const { commitment: committed, pseudonyms, ...shown } = attested;
	const { commitment: opened, pseudonyms: _, ...bare } = log;
	const digest = isObject(committed) ? committed.digest : void 0;
	const salt = isObject(opened) ? opened.salt : void 0;
	if (typeof digest !== "string") return "uncommitted";
	if (typeof salt !== "string") return "unsalted";
	try {
		const rest = remainder(bare, shown);
		if (rest === DIFFERENT || pseudonyms !== void 0) return "says-more";
		return isOpenedBy(opened, committed) && commitmentDigest(rest, salt) === digest ? "holds" : "differs";
	} catch {
		return "differs";
	}
}
function isOpenedBy(opened, committed) {
	if (!isObject(opened)) return false;
	const { salt: _, ...rest } = opened;
	return canonicalize(rest) === canonicalize(committed);
}
function commitmentHolds(attested, log) {
	return bindingOf(attested, log) === "holds";
}
function commitmentDigest(rest, salt) {
	return sha256Hex(salt + canonicalize(rest ?? null));
}
const DIFFERENT = Symbol("different");
function remainder(full, part) {
	if (Array.isArray(full) && Array.isArray(part)) return arrayRemainder(full, part);
	if (isObject(full) && isObject(part)) return objectRemainder(full, part);
	return canonicalize(full ?? null) === canonicalize(part ?? null) ? void 0 : DIFFERENT;
}
function arrayRemainder(full, part) {
	if (full.length !== part.length) return DIFFERENT;
	const items = full.map((item, index) => remainder(item, part[index]));
	if (items.includes(DIFFERENT)) return DIFFERENT;
	return items.every((item) => item === void 0) ? void 0 : items.map((item) => item ?? null);
}
function objectRemainder(full, part) {
	const rest = Object.create(null);
	if (Object.keys(part).some((key) => !Object.hasOwn(full, key))) return DIFFERENT;
	for (const [key, value] of Object.entries(full)) {
		if (value === void 0) continue;
		const left = Object.hasOwn(part, key) ? remainder(value, part[key]) : value;
		if (left === DIFFERENT) return DIFFERENT;
		if (left !== void 0) rest[key] = left;
	}
	return Object.keys(rest).length === 0 ? void 0 : rest;
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export { commit as n, commitmentHolds as r, bindingOf as t };