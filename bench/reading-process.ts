import { readFileSync } from 'node:fs';
import { digestOf } from '../src/core/canonical.ts';
import { AccessRecord } from '../src/model/access-record.ts';

// Run by itself, built, with the path of a record: what a hook has at hand before it judges.
const record = AccessRecord.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
process.stdout.write(digestOf(record.recordId));
