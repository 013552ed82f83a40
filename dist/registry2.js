// src/sinks/registry.ts
/** Makes the sink that a configuration asks for, loading its code only now. Raises `input-invalid`. */
async function createSink(config, surroundings) {
	switch (config.type) {
		case "file": return (await import("./file2.js")).createFileSink(config);
		case "elasticsearch": return (await import("./elasticsearch.js")).createElasticsearchSink(config, surroundings);
	}
}

export { createSink as t };