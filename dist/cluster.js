import { Lr as DoorlogError, Or as safeParse } from "./hook.js";

// src/cli/setup/cluster.ts
function clusterSteps(cluster, steps, io) {
	const ask = async (method, { path, body }) => {
		const { status } = await io.http({
			service: cluster.service,
			method,
			url: (cluster.url ?? "") + path,
			headers: {
				accept: "application/json",
				"content-type": "application/json",
				...cluster.headers
			},
			...method === "PUT" && { body: JSON.stringify(body) }
		});
		return status;
	};
	return steps.map((step) => ({
		what: step.what,
		name: step.name,
		printed: `# ${step.what}\nPUT ${step.path}\n${JSON.stringify(step.body, null, 2)}\n`,
		data: step,
		install: async () => {
			const status = await ask("PUT", step);
			return status === 200 || status === 201 ? { status: "installed" } : failed(cluster, status);
		},
		remove: async () => removal(cluster, step, await ask("DELETE", step))
	}));
}
function removal(cluster, { path }, status) {
	if (status === 200) return { status: "removed" };
	if (status === 404) return { status: "absent" };
	if (status === 400 && path.startsWith("/_ingest/")) return {
		status: "kept",
		reason: "indices with records still use it; delete them first"
	};
	return failed(cluster, status);
}
function failed({ signIn, rights, takes }, status) {
	return {
		status: "failed",
		reason: {
			401: `the cluster does not accept the credentials; give an administrator's by ${signIn}`,
			403: `these credentials may not do that; it takes ${rights}`,
			400: `the cluster does not know this request; it takes ${takes}`,
			405: `the cluster does not know this request; it takes ${takes}`
		}[status] ?? `the cluster answers with status ${status}; check that the url is a cluster's`
	};
}
function checkedOption(schema, value, option) {
	const result = safeParse(schema, value);
	if (result.success) return result.data;
	throw new DoorlogError("usage", `Option ${option} ${result.error.issues[0]?.message ?? "is not valid"}.`);
}

export { clusterSteps as n, checkedOption as t };