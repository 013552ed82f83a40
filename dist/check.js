// src/core/verification/check.ts
function check(id, title) {
	const answer = (status) => (detail) => ({
		id,
		title,
		status,
		detail
	});
	return {
		ok: answer("ok"),
		failed: answer("failed"),
		notChecked: answer("not-checked")
	};
}

export { check as t };