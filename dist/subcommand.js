import { Hn as didYouMean, ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";

// src/cli/subcommand.ts
async function subcommand(family, { help, loaders }, [word, ...rest], io) {
	try {
		if (word === void 0 || word === "--help" || word === "-h") {
			io.stdout(help);
			return EXIT.fine;
		}
		const load = Object.hasOwn(loaders, word) ? loaders[word] : void 0;
		if (!load) {
			const guess = didYouMean(word, Object.keys(loaders));
			throw new DoorlogError("usage", `There is no doorlog ${family} “${printable(word, 80)}”.${guess} See doorlog ${family} --help.`);
		}
		return await (await load())(rest, io);
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}

export { subcommand as t };