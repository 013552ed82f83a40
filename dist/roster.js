import { Er as strictObject, an as id, cn as text, dr as literal, rr as array, ur as iso, xr as optional } from "./hook.js";

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