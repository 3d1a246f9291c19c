/** OUT/letters/CODE.pdf: what was found at an institution, for its answer. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { quote, rowsOf } from '@shouhu/lake';
import { recordReveal } from '../mask/reveal-log.ts';
import { institutionNames } from '../run/institution-names.ts';
import { openRun } from '../run/open-run.ts';
import { personsOf } from '../run/persons-of.ts';
import { withTables } from '../run/tables.ts';
import { writeWhole } from '../run/write-whole.ts';
import { findingRows, ruleFacts } from '../workbook/finding-rows.ts';
import type { FindingRow } from '../workbook/finding-rows.ts';
import { typeset } from '../typeset/typeset.ts';
import { letterData } from './letter-data.ts';

const LETTERS = 'letters';
const TEMPLATE = new URL('../../letter/letter.typ', import.meta.url);

export interface LetterOptions {
  readonly out: string;
  /** Code of the only institution to write to. */
  readonly institution?: string;
  /** Folder with Chinese fonts of one's own. */
  readonly fonts?: string;
  /** Shows person numbers in clear, and records for what. */
  readonly reveal?: { readonly purpose: string };
  readonly onLetter?: (code: string, number: number, of: number) => void;
}

/**
 * Writes a letter for every institution with findings, each whole or not at all, the same bytes for the same run and fonts.
 * Leads of schemes are not in it: whoever is to be visited is not told beforehand.
 * @returns paths within OUT
 * @throws ShouhuError when OUT holds no finished run, the institution has no findings, or no Chinese font is there
 */
export async function writeLetters(options: LetterOptions): Promise<readonly string[]> {
  const { out, institution, reveal } = options;
  const run = await openRun(out);
  const names = institutionNames(run);
  await makeFolder(join(out, LETTERS));
  return withTables(run, async (connection) => {
    const rules = await ruleFacts(connection);
    const persons = await personsOf(connection, run, { revealed: reveal !== undefined });
    const undecided = new Map(
      (
        await rowsOf<{ code: string; rows: number }>(
          connection,
          'SELECT fixmedins_code AS code, count(*) AS rows FROM r_undecided GROUP BY 1',
        )
      ).map(({ code, rows }) => [code, rows]),
    );
    const total = run.summary.by_institution.filter(
      ({ violation, suspicion }) => violation.findings + suspicion.findings > 0,
    ).length;
    const only = institution === undefined ? '' : ` AND ${concerns(institution)}`;
    const written: string[] = [];
    for await (const rows of byInstitution(findingRows(connection, `exempted_by IS NULL${only}`, 'owner'))) {
      const code = rows[0]?.owner ?? '';
      if (institution !== undefined && code !== institution) continue;
      options.onLetter?.(code, written.length + 1, institution === undefined ? total : 1);
      const data = letterData({
        run,
        persons,
        name: names.get(code) ?? '',
        code,
        rules,
        rows,
        undecided: undecided.get(code) ?? 0,
      });
      const path = join(LETTERS, `${fileName(code)}.pdf`);
      if (reveal !== undefined) await recordReveal(out, reveal.purpose, [path]);
      const { pdf } = await typeset({
        name: code,
        template: TEMPLATE,
        data,
        creationTimestamp: Math.floor(Date.parse(run.times.started_at) / 1000),
        ...(options.fonts === undefined ? {} : { fonts: options.fonts }),
      });
      await writeWhole(join(out, path), pdf);
      written.push(path);
    }
    if (institution === undefined) await removeOthers(join(out, LETTERS), written);
    else if (written.length === 0) throw shouhuError('SH-D005', { fixmedins_code: institution });
    return written;
  });
}

/** Findings at an institution, and those at others that charge its lines too. */
function concerns(institution: string): string {
  const code = quote(institution);
  return `(fixmedins_code = ${code} OR list_contains(list_transform(lines, lambda line: line.fixmedins_code), ${code}))`;
}

/** Rows of one institution after the other. */
async function* byInstitution(rows: AsyncIterable<FindingRow>): AsyncGenerator<readonly FindingRow[]> {
  let group: FindingRow[] = [];
  for await (const row of rows) {
    if (group.length > 0 && group[0]?.owner !== row.owner) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}

/** The code itself where it is one; what else data may hold never leaves the folder. */
function fileName(code: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(code)) return code;
  return `${code.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 40)}-${createHash('sha256').update(code).digest('hex').slice(0, 12)}`;
}

/** Letters of an earlier run to institutions that have no findings any more. */
async function removeOthers(folder: string, written: readonly string[]): Promise<void> {
  const kept = new Set(written.map((path) => basename(path)));
  for (const file of await readdir(folder)) {
    if (file.endsWith('.pdf') && !kept.has(file)) await rm(join(folder, file));
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fromSystemError(error, path, 'write') ?? error;
  }
}
