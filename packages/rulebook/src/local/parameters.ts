import { formatCivilDate, civilDay, hospRank } from '@shouhu/codes';
import type { Point, Rule } from '@shouhu/rules';
import { parameterNames } from '../knowledge.ts';
import type { Parameter, ParameterName } from '../knowledge.ts';
import { overlap } from '../validity.ts';
import { Cells } from './cells.ts';
import type { NumberForm } from './cells.ts';
import { isWritable } from './codes.ts';
import { amountForm, positiveForm, priceForm, quantityForm, ratioForm, wholeForm } from './numbers.ts';
import type { Problems } from './problems.ts';
import type { Row } from './rows.ts';
import type { RuleHead, RuleNames } from './rules.ts';

interface ParameterRow {
  readonly cells: Cells;
  readonly parameter: Parameter;
}

/** Reads parameters.csv. `rules` are those the values are set on, with all their points. */
export function readParameters(
  rows: readonly Row[],
  names: RuleNames,
  rules: readonly Rule[],
  problems: Problems,
): Parameter[] {
  const read = rows.flatMap((row) => {
    const cells = new Cells(row, problems);
    const parameter = readParameter(cells, names, rules);
    return parameter === undefined ? [] : [{ cells, parameter }];
  });
  refuseOverlaps(read);
  return read.map(({ parameter }) => parameter);
}

function readParameter(cells: Cells, names: RuleNames, rules: readonly Rule[]): Parameter | undefined {
  const rule = cells.required('rule');
  const named = rule === undefined ? undefined : names.find(rule);
  const owner =
    rule === undefined || named !== undefined ? undefined : rules.find((each) => pointsNamed(each, rule).length > 0);
  const head = named ?? owner;
  const point_id = owner === undefined ? null : (rule ?? null);
  const validity = cells.validity();
  const fixmedins_code = readInstitution(cells);
  const hosp_lv = readLevel(cells);
  if (rule === undefined) return undefined;
  if (head === undefined) return cells.refuse('rule', 'SH-K007', { rule });
  const points = rules
    .filter((each) => each.rule_code === head.rule_code)
    .flatMap((each) => (point_id === null ? each.points : pointsNamed(each, point_id)));
  const setting = readSetting(cells, head, points);
  if (validity === undefined || setting === undefined) return undefined;
  if (fixmedins_code === undefined || hosp_lv === undefined) return undefined;
  const basis = cells.text('basis');
  return { rule_code: head.rule_code, point_id, setting, fixmedins_code, hosp_lv, ...validity, basis };
}

/** Points of a rule that a value is set on by their own id. */
function pointsNamed({ points }: Rule, id: string): Point[] {
  return points.filter(({ point_ids }) => point_ids.includes(id));
}

function readInstitution(cells: Cells): string | null | undefined {
  const value = cells.text('fixmedins_code');
  if (value === '') return null;
  return isWritable(value) && !value.includes('*')
    ? value
    : cells.refuse('fixmedins_code', 'SH-K025', { column: 'fixmedins_code', value });
}

function readLevel(cells: Cells): number | null | undefined {
  const value = cells.text('hosp_lv');
  if (value === '') return null;
  return hospRank(value) ?? cells.notAmong('hosp_lv', value, '01–11, 3, 2, 1, 三级, 二级, 一级, 无等级');
}

function readSetting(cells: Cells, head: RuleHead, points: readonly Point[]): Parameter['setting'] | undefined {
  const allowed: readonly ParameterName[] = parameterNames[head.rule_type];
  const written = cells.required('parameter');
  if (written === undefined) return undefined;
  const name = allowed.find((each) => each === written);
  if (name === undefined) {
    const params = { rule: head.rule_name, parameter: written, allowed: allowed.join(', ') };
    return cells.refuse('parameter', 'SH-K019', params);
  }
  if (cells.required('value') === undefined) return undefined;
  if (name === 'verdict') {
    const value = cells.choice('value', ['violation', 'suspicion']);
    return value === undefined ? undefined : { name, value };
  }
  if (name === 'enabled' || name === 'defaults') {
    const value = cells.choice('value', ['0', '1']);
    return value === undefined ? undefined : { name, value: Number(value) };
  }
  const value = cells.number('value', formOf(name, head, points));
  return value === undefined ? undefined : { name, value };
}

/** A limit's maximum is in the unit of what its points count, so one value can only fit points of one unit. */
function formOf(
  name: Exclude<ParameterName, 'verdict' | 'enabled' | 'defaults'>,
  head: RuleHead,
  points: readonly Point[],
): NumberForm {
  switch (name) {
    case 'max':
      return head.rule_type === 'limit' ? limitForm(points) : head.rule_type === 'price' ? priceForm : wholeForm;
    case 'ratio':
      return ratioForm;
    case 'min':
      return head.rule_type === 'stay' ? ratioForm : positiveForm;
    case 'look_back_days':
    case 'child_bound':
      return wholeForm;
  }
}

function limitForm(points: readonly Point[]): NumberForm {
  const measures = new Set(points.flatMap((point) => (point.type === 'limit' ? [point.measure] : [])));
  const forms = new Set([...measures].map((measure) => MEASURE_FORMS[measure]));
  const [form, other] = forms;
  return form !== undefined && other === undefined ? form : mixedForm;
}

const MEASURE_FORMS = {
  cnt: quantityForm,
  days: quantityForm,
  amount: amountForm,
  paid: amountForm,
  kinds: wholeForm,
  visits: wholeForm,
} as const;

/** No number fits points that count different things. */
const mixedForm: NumberForm = { read: () => ({ ok: false, fault: 'mixed' }), unit: 'cnt ≠ yuan' };

function refuseOverlaps(rows: readonly ParameterRow[]): void {
  const groups = Map.groupBy(rows, ({ parameter: { rule_code, point_id, setting, fixmedins_code, hosp_lv } }) =>
    JSON.stringify([rule_code, point_id, setting.name, fixmedins_code, hosp_lv]),
  );
  for (const group of groups.values()) {
    group.forEach(({ cells, parameter }, at) => {
      const earlier = group.slice(0, at).find((other) => overlap(other.parameter, parameter));
      if (earlier === undefined) return;
      const from = civilDay(Math.max(parameter.from, earlier.parameter.from));
      const to = civilDay(Math.min(parameter.to, earlier.parameter.to));
      const shared = `${formatCivilDate(from)} – ${formatCivilDate(to)}`;
      cells.refuse('valid_from', 'SH-K011', { other_line: earlier.cells.row.line, overlap: shared });
    });
  }
}
