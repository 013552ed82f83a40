import { ri as DoorlogError } from "./hook.js";
import { r as sinkSurroundings, t as configuredSinks } from "./sinks-option.js";

// src/cli/stores-option.ts
async function askedStores(given, io) {
	const surroundings = sinkSurroundings(io);
	const stores = [];
	for (const sink of await configuredSinks(given, io)) {
		const reader = await sink.reader(surroundings);
		if (reader) stores.push({
			sink: sink.name,
			reader
		});
		else io.stderr(`The sink ${sink.name} can’t be read back; it is left out.\n`);
	}
	if (stores.length > 0) return stores;
	throw new DoorlogError("usage", "None of these sinks can be read back; name one that can.");
}

export { askedStores as t };