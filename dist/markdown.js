// src/report/markdown.ts
/** Characters that mean something in GitHub's Markdown, HTML or a table cell. */
const SPECIAL = /[\\`*_{}[\]()#!|<>~&@:$]|(?<=www)\./gi;
/** Invisible: GitHub looks for addresses and mentions in the finished text, where an escaped @ is one like any other. */
const JOINER = "&#8288;";
/**
* Text of somebody else as it stands, inside Markdown: no character of it can begin markup, HTML, a link, a mention, an
* emoji or a new cell, and invisible ones that could hide or turn text around are shown as a box.
*/
function plain(text, maxLength = 200) {
	const visible = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00ad]+/gu, "▯").trim();
	return (visible.length > maxLength ? `${visible.slice(0, maxLength).toWellFormed()}…` : visible).replace(SPECIAL, (character) => `&#${character.codePointAt(0)};${character === "@" ? JOINER : ""}`);
}
/** A table of Markdown; cells are Markdown already. */
function table(head, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		line(head),
		line(head.map(() => "---")),
		...rows.map(line)
	].join("\n");
}
/** A link whose address was made here, never by somebody else. */
function link(label, url) {
	return /^https?:\/\/[\w.:@/?=&%#~+-]+$/.test(url) ? `[${label}](${url.replace(/[()]/g, encodeURIComponent)})` : label;
}

export { plain as n, table as r, link as t };