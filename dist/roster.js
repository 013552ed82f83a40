import { Dr as strictObject, Sr as optional, dr as iso, fr as literal, ir as array, sn as id, un as text } from "./hook.js";

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