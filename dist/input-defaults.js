// src/cli/input-defaults.ts
/** As the action's inputs are when nobody sets them. */
const INPUT_DEFAULTS = {
	mode: "enforce",
	onViolation: "fail",
	onUnknown: "warn",
	onError: "warn"
};

export { INPUT_DEFAULTS as t };