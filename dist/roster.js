import { Nr as iso, Pr as literal, Tr as array, Wr as optional, Yr as strictObject, wn as text, xn as id } from "./hook.js";

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