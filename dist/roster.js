import { Gt as text, Ht as id, On as strictObject, hn as literal, mn as iso, sn as array, wn as optional } from "./hook.js";

// src/model/roster.ts
const date = () => iso.date();
/** The people who belong to an organisation, by its own list: a file that only the gate is given. */
const Roster = strictObject({
	version: literal(1),
	people: array(strictObject({
		login: text(100),
		/** Immutable id of the account; without it the login counts. */
		id: optional(id()),
		/** Last day in the organisation. */
		until: optional(date())
	}))
});

export { Roster as t };