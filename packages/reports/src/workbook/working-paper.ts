/** OUT/working-paper.xlsx: cover, summary, leads, a sheet per rule and per scheme, what could not be decided. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Persons } from '../mask/persons.ts';
import { institutionNames } from '../run/institution-names.ts';
import type { Run } from '../run/open-run.ts';
import { writeCover } from './cover-sheet.ts';
import { writeLeads } from './leads-sheet.ts';
import { writeExempted, writeUndecided } from './other-findings.ts';
import { ruleFacts } from './finding-rows.ts';
import type { Paper } from './paper.ts';
import { writeRuleSheets } from './rule-sheets.ts';
import { writeSchemeSheets } from './scheme-sheets.ts';
import { writeSummary } from './summary-sheet.ts';
import { WorkbookFile } from './xlsx/workbook-file.ts';

/** Rows of a sheet that spreadsheet programs open. */
const MOST_ROWS = 1_048_576;

/**
 * Writes the workbook, the same bytes for the same run. Reads r_finding, r_undecided and r_line.
 * @param most_rows rows of a sheet; more go on in a further one
 */
export async function writeWorkingPaper(
  connection: DuckDBConnection,
  run: Run,
  persons: Persons,
  path: string,
  most_rows = MOST_ROWS,
): Promise<void> {
  const file = new WorkbookFile(path);
  const paper: Paper = {
    run,
    persons,
    institutions: institutionNames(run),
    rules: await ruleFacts(connection),
    file,
    most_rows,
  };
  const leads = await writeLeads(paper);
  const rules = await writeRuleSheets(connection, paper);
  const schemes = await writeSchemeSheets(connection, paper);
  const undecided = await writeUndecided(connection, paper);
  await writeExempted(connection, paper);
  await writeSummary(paper, { rules, schemes, leads, undecided });
  await writeCover(paper);
  await file.finish();
}
