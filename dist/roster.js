import { kr as strictObject, mr as literal, or as array, pr as iso, sn as id, un as text, wr as optional } from "./hook.js";

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