import { Ar as enumeration, Ir as maxLength, Pr as literal, Rr as minLength, Sr as SEVERITIES, Tr as array, Wr as optional, Xr as string, qr as regex, wr as _default } from "./hook.js";

// src/alerts/channel-type.ts
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const RULE = /^[a-z0-9][a-z0-9-]{0,99}$/;
function commonConfig(type) {
	const isName = regex(NAME, "must be 1 to 64 letters, digits, dots, dashes or underscores, the first no sign");
	const isRule = regex(RULE, "must be the id of a rule, such as approver-is-not-initiator");
	return {
		type: literal(type),
		name: _default(string("must be text").check(isName), type),
		severity: _default(enumeration(SEVERITIES, `must be ${SEVERITIES.slice(0, -1).join(", ")} or critical`), "high"),
		rules: optional(array(string("must be the id of a rule").check(isRule), "must be a list of ids of rules").check(minLength(1, "must name at least one rule"), maxLength(200, "has more than 200 rules"))),
		environments: optional(array(string("must be the name of an environment"), "must be a list of names").check(minLength(1, "must name at least one environment"), maxLength(100, "has more than 100 names")))
	};
}
function defineChannelType(definition) {
	const { schema, needs, writesByToken = false, create } = definition;
	return {
		keys: Object.keys(schema.shape),
		parse(item) {
			const parsed = schema.safeParse(item);
			if (!parsed.success) return { issues: parsed.error.issues };
			const { type, name, severity, rules, environments } = parsed.data;
			const filter = {
				severity,
				rules,
				environments
			};
			return { entry: {
				type,
				name,
				filter,
				writesByToken,
				...needs && { needs },
				create: async (surroundings) => ({
					name,
					filter,
					...await create(parsed.data, surroundings)
				})
			} };
		}
	};
}

export { defineChannelType as n, commonConfig as t };