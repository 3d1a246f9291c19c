/** Reports of a finished run: the page and the working paper. */
import { join } from 'node:path';
import { replacing, writeWhole } from './run/write-whole.ts';
import { openRun } from './run/open-run.ts';
import { personsOf } from './run/persons-of.ts';
import { withTables } from './run/tables.ts';
import { pageData } from './page/page-data.ts';
import { reportPage } from './page/report-page.ts';

import { writeWorkingPaper } from './workbook/working-paper.ts';

export const REPORT = 'report.html';
export const WORKING_PAPER = 'working-paper.xlsx';

export interface ReportOptions {
  readonly out: string;
  readonly revealed?: boolean;
  readonly onStep?: (step: string) => void;
}

export interface ReportsWritten {
  readonly files: readonly string[];
}

/**
 * Writes OUT/report.html and OUT/working-paper.xlsx, each file whole or not at all.
 * @throws ShouhuError when OUT holds no finished run or cannot be written
 */
export async function writeReports({ out, revealed = false, onStep }: ReportOptions): Promise<ReportsWritten> {
  const run = await openRun(out);
  return withTables(run, async (connection) => {
    const persons = await personsOf(connection, run, { revealed });
    onStep?.(REPORT);
    await writeWhole(join(out, REPORT), await reportPage(await pageData(connection, run, persons)));
    onStep?.(WORKING_PAPER);
    await replacing(join(out, WORKING_PAPER), async (part) => writeWorkingPaper(connection, run, persons, part));
    return { files: [REPORT, WORKING_PAPER] };
  });
}
