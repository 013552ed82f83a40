// src/cloud/safe-address.ts
function safeAddress(address) {
	if (!URL.canParse(address)) return void 0;
	const url = new URL(address);
	const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
	return (url.protocol === "https:" || url.protocol === "http:" && isLocal) && url.username === "" && url.password === "" && url.host.length <= 300 ? url : void 0;
}

export { safeAddress as t };