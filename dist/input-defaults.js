// src/cli/input-defaults.ts
const INPUT_DEFAULTS = {
	mode: "enforce",
	onViolation: "fail",
	onUnknown: "warn",
	onError: "warn"
};

export { INPUT_DEFAULTS as t };