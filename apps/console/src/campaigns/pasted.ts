/** A table pasted from a spreadsheet, or comma separated, as results of a campaign. */
import { isMeasure, MEASURES } from '@shouhu/procedure';
import type { Measure } from '@shouhu/procedure';
import { dayOf } from '../format/day.ts';
import { fenOf } from '../format/money.ts';
import type { ResultRow } from './answers.ts';

type Fault = 'columns' | 'code' | 'twice' | 'day' | 'findings' | 'measure' | 'amount';

export interface Pasted {
  readonly rows: readonly ResultRow[];
  readonly faults: readonly { readonly line: number; readonly fault: Fault; readonly text: string }[];
}

/** Names that measures go by in reports, beside their own. */
const OTHER_NAMES: Readonly<Record<string, Measure>> = {
  暂停医保服务: 'suspend',
  解除定点协议: 'terminate',
  追回: 'refuse',
  不予支付: 'refuse',
};

const byName = new Map<string, Measure>([
  ...Object.entries(MEASURES).flatMap(([key, { name }]): [string, Measure][] =>
    isMeasure(key)
      ? [
          [name, key],
          [key, key],
        ]
      : [],
  ),
  ...Object.entries(OTHER_NAMES),
]);

/** @param known codes of the institutions that the campaign is about */
export function pastedRows(text: string, known: ReadonlySet<string>): Pasted {
  const rows: ResultRow[] = [];
  const faults: Pasted['faults'][number][] = [];
  const seen = new Set<string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const cells = cellsOf(line);
    // A first line of titles is left out.
    if (index === 0 && !known.has(cells[0] ?? '') && dayOf(cells[1] ?? '') === undefined) continue;
    const row = rowOf(cells, known);
    const fault = typeof row === 'string' ? row : seen.has(row.fixmedins_code) ? 'twice' : null;
    if (typeof row !== 'string') seen.add(row.fixmedins_code);
    if (fault !== null) faults.push({ line: index + 1, fault, text: cells[0] ?? '' });
    else if (typeof row !== 'string') rows.push(row);
  }
  return { rows, faults };
}

/** Cells between tabs, or between commas, quoted where they hold one. */
function cellsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map((cell) => cell.trim());
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
  return cells.map(([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
}

function rowOf(cells: readonly string[], known: ReadonlySet<string>): ResultRow | Fault {
  const [fixmedins_code = '', inspected = '', decided = '', findings = '', names = '', amount = ''] = cells;
  if (cells.length !== 6) return 'columns';
  if (!known.has(fixmedins_code)) return 'code';
  const [inspected_on, decided_on] = [inspected, decided].map((day) => day.replaceAll('/', '-'));
  if (inspected_on === undefined || decided_on === undefined) return 'day';
  if (dayOf(inspected_on) === undefined || dayOf(decided_on) === undefined) return 'day';
  if (findings === '') return 'findings';
  const measures = names
    .split(/[、，,;；\s]+/)
    .filter((name) => name !== '')
    .map((name) => byName.get(name));
  if (measures.includes(undefined)) return 'measure';
  const recovered_fen = amount === '' ? 0 : fenOf(amount);
  if (recovered_fen === undefined) return 'amount';
  const each = [...new Set(measures.filter((measure) => measure !== undefined))];
  return { fixmedins_code, inspected_on, decided_on, findings, measures: each, terms: {}, recovered_fen };
}
