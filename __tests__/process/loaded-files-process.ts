import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

// Goes before a hook by `--import`, and writes down each of the project's files that is loaded.
const list = process.env.LOADED_FILES ?? '';
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:') && url !== import.meta.url) appendFileSync(list, `${url}\n`);
    return next(url, context);
  },
});
