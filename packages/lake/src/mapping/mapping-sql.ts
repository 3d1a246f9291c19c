import type { Field } from '@shouhu/claims';
import { quote } from '../store/engine.ts';
import type { Expression, FileMapping } from './mapping.ts';

/** Decimals of a sum: those of the finest kind that a table holds. */
const SUM_TYPE = 'DECIMAL(38, 6)';

/** SQL of an expression's text, NULL where it has none. @param column SQL of a column's text by its name */
export function expressionSql(
  expression: Expression,
  field: Field,
  mapping: FileMapping,
  column: (name: string) => string,
): string {
  const texts = (names: readonly string[]): string[] => names.map((name) => presentSql(column(name), mapping));
  switch (expression.kind) {
    case 'constant':
      return quote(expression.value);
    case 'column':
      return dateSql(translateSql(presentSql(column(expression.column), mapping), expression.values), field, mapping);
    case 'first':
      return dateSql(`coalesce(${texts(expression.columns).join(', ')})`, field, mapping);
    case 'concat':
      return `nullif(concat(${texts(expression.columns).join(', ')}), '')`;
    case 'sum':
      return sumSql(texts(expression.columns));
  }
}

/** A text, NULL where the mapping says that it means nothing. */
export function presentSql(text: string, { absent }: FileMapping): string {
  return absent.length === 0 ? text : `CASE WHEN ${text} NOT IN (${absent.map(quote).join(', ')}) THEN ${text} END`;
}

function translateSql(text: string, values: Readonly<Record<string, string>>): string {
  const cases = Object.entries(values).map(([from, to]) => `WHEN ${quote(from)} THEN ${quote(to)}`);
  return cases.length === 0 ? text : `CASE ${text} ${cases.join(' ')} ELSE ${text} END`;
}

/** A text that is no decimal is passed on, so that the row is refused and shows it. */
function sumSql(texts: readonly string[]): string {
  const decimals = texts.map((text) => `TRY_CAST(${text} AS ${SUM_TYPE})`);
  const wrong = texts.map((text, at) => `CASE WHEN ${decimals[at]} IS NULL THEN ${text} END`);
  const total = decimals.map((decimal) => `coalesce(${decimal}, 0)`).join(' + ');
  const sum = `rtrim(rtrim((${total})::${SUM_TYPE}::VARCHAR, '0'), '.')`;
  return `coalesce(${wrong.join(', ')}, CASE WHEN coalesce(${texts.join(', ')}) IS NOT NULL THEN ${sum} END)`;
}

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  HH: '%H',
  H: '%-H',
  mm: '%M',
  ss: '%S',
};

/** A date in the mapping's pattern, rewritten; any other text is passed on as it is. */
function dateSql(text: string, { kind }: Field, { dates }: FileMapping): string {
  if (dates === null || (kind !== 'date' && kind !== 'time')) return text;
  const pattern = dates.replace(/yyyy|MM?|dd?|HH?|mm|ss/g, (token) => TOKENS[token] ?? token);
  const target = /H/.test(dates) ? '%Y-%m-%d %H:%M:%S' : '%Y-%m-%d';
  return `coalesce(strftime(try_strptime(${text}, ${quote(pattern)}), ${quote(target)}), ${text})`;
}
