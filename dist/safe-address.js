// src/cloud/safe-address.ts
/**
* The address that a variable gives a job's tools, undefined where it can't be used: what proves an identity goes over an
* encrypted connection, or stays on this machine.
*/
function safeAddress(address) {
	if (!URL.canParse(address)) return void 0;
	const url = new URL(address);
	const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
	return (url.protocol === "https:" || url.protocol === "http:" && isLocal) && url.username === "" && url.password === "" && url.host.length <= 300 ? url : void 0;
}

export { safeAddress as t };