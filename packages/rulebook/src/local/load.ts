import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareCodePoints } from '@shouhu/codes';
import { fromSystemError } from '@shouhu/errors';
import type { ShouhuError } from '@shouhu/errors';
import type { Rule } from '@shouhu/rules';
import type { Exemption, Parameter, Setting, Tunable } from '../knowledge.ts';
import { readExemptions } from './exemptions.ts';
import { readParameters } from './parameters.ts';
import { readPoints } from './points.ts';
import { Problems } from './problems.ts';
import { readRows } from './rows.ts';
import type { Row } from './rows.ts';
import { RuleNames } from './rules.ts';
import { readSettings, tunableOf } from './settings.ts';
import { exemptTable, localTables, parametersTable } from './tables.ts';

/** What a bureau knows beside the national libraries. */
export interface LocalKnowledge {
  /** New rules, and known rules with the points that the bureau adds to them. */
  readonly rules: readonly Rule[];
  readonly parameters: readonly Parameter[];
  /** Numbers of schemes. */
  readonly settings: readonly Setting[];
  readonly exemptions: readonly Exemption[];
}

/** Local knowledge, or everything that is wrong with it; notices stop nothing. */
export type LocalReading =
  | { readonly ok: true; readonly knowledge: LocalKnowledge; readonly notices: readonly ShouhuError[] }
  | { readonly ok: false; readonly errors: readonly ShouhuError[]; readonly notices: readonly ShouhuError[] };

/**
 * Reads a folder of local knowledge (docs/formats.md "Local knowledge").
 * @param known the rules that rows may name, published or not, with their points
 * @param tunables the schemes that parameters and exemptions may name
 * @throws ShouhuError when the folder itself cannot be read
 */
export function loadLocal(folder: string, known: readonly Rule[], tunables: readonly Tunable[] = []): LocalReading {
  const problems = new Problems();
  const rows = listFiles(folder, problems).flatMap((file) => readFile(folder, file, problems));
  const names = new RuleNames(known);
  const rules = readPoints(rows, names, problems);
  const parameterRows = rows.filter((row) => row.file === parametersTable.file);
  const ofSchemes = parameterRows.filter((row) => tunableOf(tunables, row.cells.get('rule') ?? '') !== undefined);
  const ofRules = parameterRows.filter((row) => !ofSchemes.includes(row));
  const settings = readSettings(ofSchemes, tunables, problems);
  const parameters = readParameters(ofRules, names, [...known, ...rules], problems);
  const exemptRows = rows.filter((row) => row.file === exemptTable.file);
  const exemptions = readExemptions(exemptRows, names, tunables, problems);
  const { notices } = problems;
  if (problems.errors.length > 0) return { ok: false, errors: problems.errors, notices };
  return { ok: true, knowledge: { rules, parameters, settings, exemptions }, notices };
}

/** Files in a fixed order; a table under a wrong name would be knowledge silently left out. */
function listFiles(folder: string, problems: Problems): string[] {
  const names = attempt(folder, () => readdirSync(folder));
  const allowed = localTables.map((table) => table.file);
  return names.toSorted(compareCodePoints).filter((file) => {
    if (allowed.includes(file)) return true;
    const params = { file, allowed: allowed.join(', ') };
    if (/\.(csv|xlsx?|et)$/i.test(file)) problems.refuse('SH-K002', params, { file });
    return false;
  });
}

function readFile(folder: string, file: string, problems: Problems): Row[] {
  const table = localTables.find((each) => each.file === file);
  if (table === undefined) return [];
  return readRows(
    table,
    attempt(join(folder, file), () => readFileSync(join(folder, file))),
    problems,
  );
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}
