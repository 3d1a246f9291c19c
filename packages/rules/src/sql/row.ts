/** Values of fetched rows; a value of another kind is a fault of the statements. */
import type { Line, Visit } from '@shouhu/claims';

export type SqlRow = Readonly<Record<string, unknown>>;

export function count(row: SqlRow, name: string): number {
  const value = maybeCount(row, name);
  if (value === null) throw new TypeError(`${name} is absent`);
  return value;
}

/** A whole number; wide integers of the database come as bigint. */
export function maybeCount(row: SqlRow, name: string): number | null {
  const value = row[name] ?? null;
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw new TypeError(`${name} is not a number`);
}

export function textOf(row: SqlRow, name: string): string {
  const value = maybeText(row, name);
  if (value === null) throw new TypeError(`${name} is absent`);
  return value;
}

export function maybeText(row: SqlRow, name: string): string | null {
  const value = row[name] ?? null;
  if (value === null || typeof value === 'string') return value;
  throw new TypeError(`${name} is not a text`);
}

export function bool(row: SqlRow, name: string): boolean {
  return row[name] === true;
}

function attributes(row: SqlRow) {
  return {
    psn_no: textOf(row, 'psn_no'),
    fixmedins_code: textOf(row, 'fixmedins_code'),
    mdtrt_id: textOf(row, 'mdtrt_id'),
    day: count(row, 'day'),
    med_type: maybeText(row, 'med_type'),
    care_type: maybeText(row, 'care_type'),
    emergency: maybeCount(row, 'emergency'),
    insutype: maybeText(row, 'insutype'),
    psn_type: maybeText(row, 'psn_type'),
    gend: maybeText(row, 'gend'),
    brdy: maybeCount(row, 'brdy'),
    hosp_lv: maybeCount(row, 'hosp_lv'),
    fixmedins_type: maybeText(row, 'fixmedins_type'),
    internet_hosp: maybeCount(row, 'internet_hosp'),
    matn_type: maybeText(row, 'matn_type'),
    dept: maybeText(row, 'dept'),
    dr: maybeText(row, 'dr'),
    profttl: maybeText(row, 'profttl'),
  };
}

/** A line; columns that no rule of the run reads are not fetched and stay absent. */
export function lineOf(row: SqlRow): Line {
  return {
    ...attributes(row),
    line_id: textOf(row, 'line_id'),
    setl_id: maybeText(row, 'setl_id'),
    item: textOf(row, 'item'),
    second: maybeCount(row, 'second'),
    cnt: maybeCount(row, 'cnt') ?? 0,
    amount_fen: maybeCount(row, 'amount_fen') ?? 0,
    inscp_fen: maybeCount(row, 'inscp_fen'),
    pric: maybeCount(row, 'pric'),
    pric_uplmt: maybeCount(row, 'pric_uplmt'),
    rxno: maybeText(row, 'rxno'),
    prd_days: maybeCount(row, 'prd_days'),
    med_chrgitm_type: maybeText(row, 'med_chrgitm_type'),
  };
}

export function visitOf(row: SqlRow): Visit {
  return {
    ...attributes(row),
    begin_second: maybeCount(row, 'begin_second'),
    end_day: maybeCount(row, 'end_day'),
    end_second: maybeCount(row, 'end_second'),
    death_day: maybeCount(row, 'death_day'),
    diagnoses_known: count(row, 'diagnoses_known'),
    operations_known: count(row, 'operations_known'),
  };
}
