// src/report/markdown.ts
const SPECIAL = /[\\`*_{}[\]()#!|<>~&@:$]|(?<=www)\./gi;
const JOINER = "&#8288;";
function plain(text, maxLength = 200) {
	const visible = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00ad]+/gu, "▯").trim();
	return (visible.length > maxLength ? `${visible.slice(0, maxLength).toWellFormed()}…` : visible).replace(SPECIAL, (character) => `&#${character.codePointAt(0)};${character === "@" ? JOINER : ""}`);
}
function table(head, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		line(head),
		line(head.map(() => "---")),
		...rows.map(line)
	].join("\n");
}
function link(label, url) {
	return /^https?:\/\/[\w.:@/?=&%#~+-]+$/.test(url) ? `[${label}](${url.replace(/[()]/g, encodeURIComponent)})` : label;
}

export { plain as n, table as r, link as t };