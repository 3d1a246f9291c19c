import type { Setting, Tunable } from '../knowledge.ts';
import { Cells } from './cells.ts';
import { wholeForm } from './numbers.ts';
import type { Problems } from './problems.ts';
import type { Row } from './rows.ts';

/** Columns of parameters.csv that a scheme's number cannot be narrowed by: a scheme looks at everything at once. */
const NARROWING = ['fixmedins_code', 'hosp_lv', 'valid_from', 'valid_to'] as const;
const ENABLED = 'enabled';

/** The scheme of a code or a name. */
export function tunableOf(tunables: readonly Tunable[], name: string): Tunable | undefined {
  return tunables.find(({ code }) => code === name) ?? tunables.find((each) => each.name === name);
}

/** Reads the rows of parameters.csv that name a scheme. */
export function readSettings(rows: readonly Row[], tunables: readonly Tunable[], problems: Problems): Setting[] {
  const read = new Map<string, { setting: Setting; line: number }>();
  for (const row of rows) {
    const cells = new Cells(row, problems);
    const setting = readSetting(cells, tunables);
    if (setting === undefined) continue;
    const key = `${setting.code} ${setting.name}`;
    const earlier = read.get(key);
    if (earlier === undefined) read.set(key, { setting, line: row.line });
    else cells.refuse('parameter', 'SH-K011', { other_line: earlier.line, overlap: setting.name });
  }
  return [...read.values()].map(({ setting }) => setting);
}

function readSetting(cells: Cells, tunables: readonly Tunable[]): Setting | undefined {
  const scheme = tunableOf(tunables, cells.text('rule'));
  const written = cells.required('parameter');
  if (scheme === undefined || written === undefined) return undefined;
  const allowed = [ENABLED, ...scheme.parameters];
  if (!allowed.includes(written)) {
    return cells.refuse('parameter', 'SH-K019', {
      rule: scheme.name,
      parameter: written,
      allowed: allowed.join(', '),
    });
  }
  for (const column of NARROWING) {
    if (cells.text(column) !== '') return cells.refuse(column, 'SH-K034', { column, scheme: scheme.name });
  }
  if (cells.required('value') === undefined) return undefined;
  const value = written === ENABLED ? readSwitch(cells) : cells.number('value', wholeForm);
  return value === undefined ? undefined : { code: scheme.code, name: written, value, basis: cells.text('basis') };
}

function readSwitch(cells: Cells): number | undefined {
  const value = cells.choice('value', ['0', '1']);
  return value === undefined ? undefined : Number(value);
}
