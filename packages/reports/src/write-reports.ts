/** Reports of a finished run: the page and the working paper. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replacing, writeWhole } from './run/write-whole.ts';
import { recordReveal } from './mask/reveal-log.ts';
import { openRun } from './run/open-run.ts';
import { personsOf } from './run/persons-of.ts';
import { withTables } from './run/tables.ts';
import { pageData } from './page/page-data.ts';
import { reportPage } from './page/report-page.ts';

import { writeWorkingPaper } from './workbook/working-paper.ts';

const REPORT = 'report.html';
const WORKING_PAPER = 'working-paper.xlsx';

export interface ReportOptions {
  readonly out: string;
  /** Shows person numbers in clear, and records for what. */
  readonly reveal?: { readonly purpose: string };
  readonly onStep?: (step: string) => void;
}

/** Removes what an earlier run left: it would speak of other findings than the folder holds. */
export async function removeReports(out: string): Promise<void> {
  for (const file of [REPORT, WORKING_PAPER]) await rm(join(out, file), { force: true });
}

/**
 * Writes OUT/report.html and OUT/working-paper.xlsx, each file whole or not at all.
 * @returns their names within OUT
 * @throws ShouhuError when OUT holds no finished run or cannot be written
 */
export async function writeReports({ out, reveal, onStep }: ReportOptions): Promise<readonly string[]> {
  const run = await openRun(out);
  const files = [REPORT, WORKING_PAPER];
  if (reveal !== undefined) await recordReveal(out, reveal.purpose, files);
  return withTables(run, async (connection) => {
    const persons = await personsOf(connection, run, { revealed: reveal !== undefined });
    onStep?.(REPORT);
    await writeWhole(join(out, REPORT), await reportPage(await pageData(connection, run, persons)));
    onStep?.(WORKING_PAPER);
    await replacing(join(out, WORKING_PAPER), async (part) => writeWorkingPaper(connection, run, persons, part));
    return files;
  });
}
