import { writeFileSync } from 'node:fs';

/** Loaded into a process that is measured: at its end it notes the most memory that it ever had, in kibibytes. */
const file = process.env.DOORLOG_BENCH_PEAK;
process.on('exit', () => {
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
