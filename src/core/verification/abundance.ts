/** Some hundred for each bundle, in as many bundles as fit into one file of ours. */
const MOST = 2_000_000;

/**
 * Whether JSON text opens or separates more values than any file of bundles does. Each takes some hundred bytes once it is
 * read, so that a file of a few megabytes can use up a process’s memory: it is looked at before.
 */
export function holdsTooMuch(text: string): boolean {
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character !== COMMA && character !== BRACE && character !== BRACKET) continue;
    values += 1;
    if (values > MOST) return true;
  }
  return false;
}

const [COMMA, BRACKET, BRACE] = [0x2c, 0x5b, 0x7b];
