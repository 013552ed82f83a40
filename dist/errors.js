// src/errors.ts
/**
* The one error class: `message` is one sentence for a person (what, where, how to mend), `code` is for programs,
* `cause` is what was caught. Neither may hold a secret.
*/
var DoorlogError = class extends Error {
	code;
	constructor(code, message, options) {
		super(message, options);
		this.name = "DoorlogError";
		this.code = code;
	}
};
/** Says what went wrong in one line, whatever was thrown. */
function sentenceOf(error) {
	return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
}
/** The code of a Doorlog error, `internal` for anything else. */
function codeOf(error) {
	return error instanceof DoorlogError ? error.code : "internal";
}
/** The operating system's or Node's own code of what was thrown, such as `ENOENT`, for sentences about files. */
function systemCodeOf(error) {
	const code = typeof error === "object" && error !== null && "code" in error ? error.code : void 0;
	return typeof code === "string" ? code : void 0;
}

export { systemCodeOf as i, codeOf as n, sentenceOf as r, DoorlogError as t };