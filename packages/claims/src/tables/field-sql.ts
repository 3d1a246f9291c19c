import { AMOUNT_LIMIT_FEN, PRICE_LIMIT, QUANTITY_LIMIT, RATIO_ONE } from '@shouhu/codes';
import { COLUMN_TYPES, columnsOf, secondColumn } from './columns.ts';
import type { Field, FieldKind } from './field.ts';

/**
 * The database's reading of one field, in steps so that nothing is evaluated twice: `r_<field>` is its text, `c_<field>`
 * the cast of it, `k_<field>` whether a date is written as the database writes it, and the columns are made of these. A cast is believed where writing it back gives the
 * same text; other texts go through a regular expression, as casts also take exponents, zones and odd separators.
 * read-field.ts decides the same and says why; a test proves them equal.
 */

const BLANKS = `' ' || chr(9) || chr(10) || chr(13)`;
const BLANK = String.raw`[ \t\r\n]*`;
const EPOCH = `DATE '1970-01-01'`;

/** How a decimal kind is kept: decimals, digits of the cast, bounds of the kept integer. */
interface Scale {
  readonly decimals: number;
  readonly digits: number;
  readonly from: number;
  readonly to: number;
}

type DecimalKind = 'fen' | 'quantity' | 'price' | 'ratio';

const SCALES: Readonly<Record<DecimalKind, Scale>> = {
  fen: { decimals: 2, digits: 14, from: -AMOUNT_LIMIT_FEN, to: AMOUNT_LIMIT_FEN },
  quantity: { decimals: 4, digits: 13, from: -QUANTITY_LIMIT, to: QUANTITY_LIMIT },
  price: { decimals: 6, digits: 15, from: 0, to: PRICE_LIMIT },
  ratio: { decimals: 4, digits: 8, from: 0, to: RATIO_ONE },
};

/** SQL of a text without the blanks around it, NULL when nothing is left. */
function trimmedSql(text: string): string {
  return `nullif(trim(${text}, ${BLANKS}), '')`;
}

/** The cast of a field's text as `c_<field>`, for kinds that have one. */
export function castSql({ name, kind }: Field): string | undefined {
  const type = castType(kind);
  return type === undefined ? undefined : `TRY_CAST(r_${name} AS ${type}) AS c_${name}`;
}

/** Whether the cast of a date or time, written back, gives the text: `k_<field>`. */
export function canonicalSql({ name, kind }: Field): string | undefined {
  return kind === 'date' || kind === 'time' ? `c_${name}::VARCHAR = r_${name} AS k_${name}` : undefined;
}

function castType(kind: FieldKind): string | undefined {
  switch (kind) {
    case 'fen':
    case 'quantity':
    case 'price':
    case 'ratio':
      return `DECIMAL(${SCALES[kind].digits}, ${SCALES[kind].decimals})`;
    case 'date':
      return 'DATE';
    case 'time':
      return 'TIMESTAMP';
    case 'code':
    case 'text':
    case 'count':
    case 'flag':
      return undefined;
  }
}

/** The field's columns out of `r_<field>` and `c_<field>`, each with its name; NULL where the text is no value. */
export function valueSql(field: Field): string[] {
  const { name, kind } = field;
  const raw = `r_${name}`;
  const cast = `c_${name}`;
  switch (kind) {
    case 'fen':
    case 'quantity':
    case 'price':
    case 'ratio':
      return [`${decimalSql(raw, cast, kind)} AS ${name}`];
    case 'date':
      return [`${daySql(name)} AS ${name}`];
    case 'time':
      return [`${daySql(name)} AS ${name}`, `${secondSql(name)} AS ${secondColumn(name)}`];
    case 'count':
      return [
        `CASE WHEN ${matches(raw, String.raw`\+?[0-9]{1,9}(\.0*)?`)} THEN ${raw}::DECIMAL(9, 0)::INTEGER END AS ${name}`,
      ];
    case 'flag':
      return [`CASE WHEN ${raw} = '1' THEN 1 WHEN ${raw} = '0' THEN 0 ELSE ${flagSql(raw)} END AS ${name}`];
    case 'code':
    case 'text':
      return [
        `CASE WHEN ${raw} < '!' OR suffix(${raw}, ' ') OR suffix(${raw}, chr(9)) THEN ${trimmedSql(raw)} ELSE ${raw} END AS ${name}`,
      ];
  }
}

/** The columns of a field that no file carries. */
export function absentSql(field: Field): string[] {
  return columnsOf(field).map((column) => `NULL::${column.type} AS ${column.name}`);
}

/** A condition that is cheap on every row and holds for every row that {@link badSql} refuses. */
export function suspectSql({ name, max, days, required }: Field): string {
  const limits: string[] = [];
  if (max !== undefined) limits.push(`strlen(${name}) > ${max}`);
  else limits.push(`(${name} IS NULL AND r_${name} IS NOT NULL)`);
  if (days !== undefined) limits.push(`${name} NOT BETWEEN ${days.from} AND ${days.to}`);
  if (required === true) limits.push(`${name} IS NULL`);
  return limits.join(' OR ');
}

/** Whether the field keeps its row out: a text that is no value, a value out of bounds, or none where one is needed. */
export function badSql({ name, max, days, required }: Field): string {
  const limits: string[] = [];
  if (max !== undefined) limits.push(`length(${name}) > ${max}`);
  else limits.push(`(${name} IS NULL AND ${trimmedSql(`r_${name}`)} IS NOT NULL)`);
  if (days !== undefined) limits.push(`${name} NOT BETWEEN ${days.from} AND ${days.to}`);
  if (required === true) limits.push(`${name} IS NULL`);
  return limits.join(' OR ');
}

/** A flag with blanks around it. */
function flagSql(raw: string): string {
  return `CASE ${trimmedSql(raw)} WHEN '1' THEN 1 WHEN '0' THEN 0 END`;
}

function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, '${BLANK}${pattern}${BLANK}')`;
}

function decimalSql(raw: string, cast: string, kind: DecimalKind): string {
  const { decimals, from, to } = SCALES[kind];
  const one = 10 ** decimals;
  const pattern = matches(raw, String.raw`[+-]?[0-9]*\.?[0-9]{0,${decimals}}`);
  // Amounts mostly come with both decimals; the other kinds come in any length, where comparing is lost work.
  const plain = kind === 'fen' ? `(${cast}::VARCHAR = ${raw} OR ${pattern})` : pattern;
  return `CASE WHEN ${cast} BETWEEN ${from / one} AND ${to / one} AND ${plain} THEN ${scaledSql(cast, decimals)}::${COLUMN_TYPES[kind]} END`;
}

/** cast × 10^decimals within 64 bits, where decimals are as fast as integers: six decimals take two steps. */
function scaledSql(cast: string, decimals: number): string {
  if (decimals < 6) return `(${cast} * ${10 ** decimals}::DECIMAL(${decimals + 1}, 0))::BIGINT`;
  return `((${cast} * 1000::DECIMAL(4, 0))::DECIMAL(18, 3) * 1000::DECIMAL(4, 0))::BIGINT`;
}

const DAY = '([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})';
const HOUR = '([01][0-9]|2[0-3])';
const CLOCK = String.raw`([ T]?(${HOUR}:[0-5][0-9]:[0-5][0-9]|${HOUR}[0-5][0-9][0-5][0-9])(\.[0-9]{1,9})?)?`;

/** Days since 1970-01-01: of a canonical text by its cast, of another accepted form by its digits. */
function daySql(name: string): string {
  const iso = String.raw`regexp_replace(${digitsSql(`r_${name}`)}, '^(....)(..)(..).*$', '\1-\2-\3')`;
  return `(CASE WHEN k_${name} THEN c_${name}::DATE ELSE TRY_CAST(${iso} AS DATE) END - ${EPOCH})::INTEGER`;
}

/** Second of the day, NULL without a clock. */
function secondSql(name: string): string {
  const clock = String.raw`regexp_replace(${digitsSql(`r_${name}`)}, '^.{8}(..)(..)(..)$', '\1:\2:\3')`;
  const other = `epoch_us(TRY_CAST(${clock} AS TIME)) // 1000000`;
  return `CASE WHEN k_${name} THEN epoch_us(c_${name}) // 1000000 % 86400 ELSE ${other} END::INTEGER`;
}

/** The digits of a date with or without clock, fraction dropped; NULL for other texts. */
function digitsSql(raw: string): string {
  return `CASE WHEN ${matches(raw, DAY + CLOCK)} THEN regexp_replace(split_part(${raw}, '.', 1), '[^0-9]', '', 'g') END`;
}
