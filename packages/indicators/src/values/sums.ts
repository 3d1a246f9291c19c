/** Numerators and denominators of every indicator by unit, by month and over the period. */
import type { Ground } from '../grounds/ground.ts';
import type { Indicator, Level } from '../definitions/indicator.ts';

/** How a level's units are told apart. */
const UNITS: Readonly<Record<Level, readonly string[]>> = {
  institution: ['fixmedins_code'],
  department: ['fixmedins_code', 'dept'],
  doctor: ['fixmedins_code', 'dr'],
};

const levels: readonly Level[] = ['institution', 'department', 'doctor'];

/** Empties the long table that {@link sumsSql} fills. */
export const SUMS = `CREATE OR REPLACE TEMP TABLE i_sum (level VARCHAR, fixmedins_code VARCHAR, dept VARCHAR, dr VARCHAR,
  month INTEGER, indicator VARCHAR, numerator BIGINT, denominator BIGINT, cases BIGINT)`;

/**
 * Adds the indicators of one ground to i_sum (level, fixmedins_code, dept, dr, month or NULL, indicator, numerator,
 * denominator or NULL, cases): one pass over the ground, then small tables only.
 */
export function sumsSql(ground: Ground, own: readonly Indicator[]): string {
  if (own.length === 0) return '';
  const columns = new Columns();
  for (const { where, numerator, denominator } of own) {
    columns.sum(numerator, where);
    if (denominator !== null) columns.sum(denominator, where);
    columns.sum(ground.cases, where);
  }
  const cells = `CREATE OR REPLACE TEMP TABLE i_cell AS
    SELECT fixmedins_code, dept, dr, month, ${columns.list('summed')} FROM i_${ground.name} GROUP BY fixmedins_code, dept, dr, month`;
  const rolled = levels
    .filter((level) => own.some((one) => one.levels.includes(level)))
    .flatMap((level) => rollups(ground, level, columns));
  const longs = own.flatMap((one) =>
    one.levels.map((level) => {
      const denominator = one.denominator === null ? 'NULL' : columns.name(one.denominator, one.where);
      const cases = columns.name(ground.cases, one.where);
      return `SELECT level, fixmedins_code, dept, dr, month, '${one.id}', ${columns.name(one.numerator, one.where)}, ${denominator}, ${cases}
        FROM i_roll WHERE level = '${level}' AND ${cases} > 0`;
    }),
  );
  return `${cells};
    CREATE OR REPLACE TEMP TABLE i_roll AS ${rolled.join(' UNION ALL ')};
    INSERT INTO i_sum ${longs.join(' UNION ALL ')}`;
}

/** A level's rows by month, and of the period where its months add up. */
function rollups({ additive }: Ground, level: Level, columns: Columns): string[] {
  const unit = UNITS[level];
  const named = (name: string): string => (unit.includes(name) ? name : `NULL::VARCHAR AS ${name}`);
  const known = unit.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const select = (month: string, group: readonly string[]): string =>
    `SELECT '${level}' AS level, fixmedins_code, ${named('dept')}, ${named('dr')}, ${month} AS month, ${columns.list('merged')} FROM i_cell
     WHERE ${known} GROUP BY ${group.join(', ')}`;
  const monthly = select('month', [...unit, 'month']);
  return additive ? [monthly, select('NULL::INTEGER', unit)] : [monthly];
}

/** Sums that several indicators may share, each made once. */
class Columns {
  readonly #names = new Map<string, string>();

  sum(expression: string, where: string): void {
    const key = `${expression}\u0000${where}`;
    if (!this.#names.has(key)) this.#names.set(key, `c${this.#names.size}`);
  }

  name(expression: string, where: string): string {
    return this.#names.get(`${expression}\u0000${where}`) ?? 'NULL';
  }

  list(kind: 'summed' | 'merged'): string {
    return [...this.#names]
      .map(([key, name]) => {
        if (kind === 'merged') return `sum(${name})::BIGINT AS ${name}`;
        const [expression = '', where = ''] = key.split('\u0000');
        // A filter of its own for each sum costs the engine twice what a CASE does.
        const counted = where === 'true' ? expression : `CASE WHEN ${where} THEN ${expression} ELSE 0 END`;
        return `coalesce(sum((${counted})::BIGINT), 0)::BIGINT AS ${name}`;
      })
      .join(', ');
  }
}
