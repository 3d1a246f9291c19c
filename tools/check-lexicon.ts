/**
 * Checks that every prefix of the indication lexicon reaches at least one published code: diagnoses and operations of
 * the CHS-DRG lists (code,name) and the ICD-10 categories (code,disease).
 *
 * node tools/check-lexicon.ts FILE.csv…
 */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { readLexicons } from '@shouhu/rulebook';

const codes = argv
  .slice(2)
  .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  .map((line) => line.split(',', 1)[0]?.trim() ?? '');
// Every start of every code: a look-up each instead of a scan each.
const starts = new Set(codes.flatMap((code) => Array.from({ length: code.length }, (_, at) => code.slice(0, at + 1))));
const rows = [...readLexicons().indication.values()];
const missing = rows.flatMap(({ term, prefixes }) =>
  prefixes.filter((prefix) => !starts.has(prefix)).map((prefix) => `${term}\t${prefix}`),
);
for (const line of missing) console.log(line);
console.log(`${rows.length} terms, ${rows.flatMap((row) => row.prefixes).length} prefixes, ${missing.length} unknown`);
process.exitCode = missing.length === 0 ? 0 : 1;
