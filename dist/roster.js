import { Ar as strictObject, Tr as optional, cn as id, dn as text, hr as literal, mr as iso, sr as array } from "./hook.js";

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