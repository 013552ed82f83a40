const { join, resolve } = process.getBuiltinModule("node:path");

// src/cli/trust-folder.ts
function trustFolder({ env, cwd }) {
	const home = env.HOME || env.USERPROFILE;
	const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || home && join(home, ".cache");
	return base ? join(resolve(cwd, base), "doorlog", "trust") : join(cwd, ".doorlog", "trust");
}

export { trustFolder as t };