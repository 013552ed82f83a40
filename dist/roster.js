import { Tr as strictObject, br as optional, in as id, lr as iso, nr as array, sn as text, ur as literal } from "./hook.js";

// src/model/roster.ts
const date = () => iso.date();
const Roster = strictObject({
	version: literal(1),
	people: array(strictObject({
		login: text(100),
		id: optional(id()),
		until: optional(date())
	}))
});

export { Roster as t };