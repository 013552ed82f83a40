// src/sinks/certificate-validity.ts
const SOON = 12096e5;
function examineValidity(check, validTo, now) {
	const left = validTo.getTime() - now.getTime();
	if (Number.isNaN(left)) return {
		check,
		result: "unknown",
		says: "it does not say how long it holds"
	};
	if (left < 0) return {
		check,
		result: "failed",
		says: `it ended at ${validTo.toISOString()}`,
		mend: "renew it"
	};
	const says = `it holds until ${validTo.toISOString()}`;
	return left < SOON ? {
		check,
		result: "warning",
		says,
		mend: "renew it"
	} : {
		check,
		result: "fine",
		says
	};
}

export { examineValidity as t };