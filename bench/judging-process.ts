import { readFileSync } from 'node:fs';
import { digestOf } from '../src/core/canonical.ts';
import { judge, type Strictness } from '../src/core/judge.ts';
import { TEMPLATES } from '../src/core/policy/template-policies.ts';
import { inheritedFrom } from '../src/core/policy/templates.ts';
import { AccessRecord } from '../src/model/access-record.ts';

const STRICTNESS: Strictness = { mode: 'enforce', onViolation: 'fail', onUnknown: 'fail', onError: 'fail' };

// Run by itself, built, with the path of a record: the same as reading-process.ts, and judges it by the template
// `strict`; prints what that took, without loading the catalogue.
const record = AccessRecord.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
digestOf(record.recordId);
const before = process.cpuUsage();
const { rules } = inheritedFrom(['strict'], TEMPLATES);
const verdict = judge(record, { origin: { origin: 'file' }, rules, strictness: {} }, STRICTNESS);
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ results: verdict.results.length, milliseconds: (user + system) / 1000 }));
