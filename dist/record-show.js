import { Un as nearest, Zt as canonicalize, ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { t as attestedView } from "./views2.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { n as readRecord, r as viewOf, t as VIEWS } from "./read-record.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/record-show.ts
const HELP = `Usage: doorlog record show FILE [--view attested|log] [--id ID] [--phase PHASE] [--json]

Shows one access record: who, what, when, where, by which right, what changed, the policy's verdict, and what could not
be seen. FILE is a record as the action leaves it, a line of the log, or a whole log of JSON Lines.

  --view VIEW      attested: what may be read by everybody who may read the attestation; log: everything, which only the
                   log holds (default: what FILE holds)
  --id ID          which record of a log, by the first digits of its id
  --phase PHASE    which of its entries: start, checkpoint, end or collector
  --json           the view as JSON in canonical form (RFC 8785)

Nothing is proven by showing it: that takes doorlog verify.

Exit code 0: shown; 2: wrong use, or no record in the file; 3: the view is not in the file.

Examples: doorlog record show access-record.json
          doorlog record show doorlog.jsonl --id 4f0c9a12 --phase end --view attested --json
`;
async function show(args, io) {
	try {
		const { values, positionals } = readArguments("record show", {
			args,
			allowPositionals: true,
			options: {
				view: { type: "string" },
				id: { type: "string" },
				phase: { type: "string" },
				json: {
					type: "boolean",
					default: false
				},
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		const [file, ...more] = positionals;
		if (file === void 0 || more.length > 0) throw new DoorlogError("usage", "Name one file, as in doorlog record show access-record.json.");
		const wanted = readView(values.view);
		const found = await readRecord(resolve(io.cwd, file), {
			id: values.id,
			phase: values.phase
		});
		const held = viewOf(found);
		if (wanted === "log" && held === "attested") {
			io.stderr(`${printable(file)} holds the attested view, and the log view is not in there; look for it in the log.\n`);
			return EXIT.evidence;
		}
		const view = wanted ?? held;
		const record = view === "attested" && held === "log" ? attestedView(found) : found;
		io.stdout(values.json ? `${canonicalize(record)}\n` : await textOf(record, view, io));
		return EXIT.fine;
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
async function textOf(record, view, { isTerminal }) {
	const { recordText } = await import("./record-text.js");
	return recordText(record, {
		view,
		isTerminal
	});
}
function readView(given) {
	const view = VIEWS.find((each) => each === given);
	if (given === void 0 || view) return view;
	const meant = nearest(given, VIEWS);
	throw new DoorlogError("usage", `Option --view must be attested or log${meant ? `, did you mean ${meant}` : ""}?`);
}

export { show };