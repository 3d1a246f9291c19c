/** Values of fetched rows; a value of another kind is a fault of the statements. */
import type { Line, Visit } from '@shouhu/claims';

export type SqlRow = Readonly<Record<string, unknown>>;

export function numberCell(row: SqlRow, name: string): number {
  const value = maybeNumberCell(row, name);
  if (value === null) throw new TypeError(`${name} is absent`);
  return value;
}

/** A whole number; wide integers of the database come as bigint. */
export function maybeNumberCell(row: SqlRow, name: string): number | null {
  const value = row[name] ?? null;
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw new TypeError(`${name} is not a number`);
}

/** A list of whole numbers; absent is empty. */
export function numbersCell(row: SqlRow, name: string): number[] {
  const value = row[name] ?? [];
  if (!Array.isArray(value)) throw new TypeError(`${name} is not a list`);
  return value.map((number: unknown) => {
    if (typeof number !== 'number') throw new TypeError(`${name} holds more than numbers`);
    return number;
  });
}

export function textCell(row: SqlRow, name: string): string {
  const value = maybeTextCell(row, name);
  if (value === null) throw new TypeError(`${name} is absent`);
  return value;
}

export function maybeTextCell(row: SqlRow, name: string): string | null {
  const value = row[name] ?? null;
  if (value === null || typeof value === 'string') return value;
  throw new TypeError(`${name} is not a text`);
}

export function flagCell(row: SqlRow, name: string): boolean {
  return row[name] === true;
}

function attributes(row: SqlRow) {
  return {
    psn_no: textCell(row, 'psn_no'),
    fixmedins_code: textCell(row, 'fixmedins_code'),
    mdtrt_id: textCell(row, 'mdtrt_id'),
    day: numberCell(row, 'day'),
    med_type: maybeTextCell(row, 'med_type'),
    care_type: maybeTextCell(row, 'care_type'),
    emergency: maybeNumberCell(row, 'emergency'),
    insutype: maybeTextCell(row, 'insutype'),
    psn_type: maybeTextCell(row, 'psn_type'),
    gend: maybeTextCell(row, 'gend'),
    brdy: maybeNumberCell(row, 'brdy'),
    hosp_lv: maybeNumberCell(row, 'hosp_lv'),
    fixmedins_type: maybeTextCell(row, 'fixmedins_type'),
    internet_hosp: maybeNumberCell(row, 'internet_hosp'),
    matn_type: maybeTextCell(row, 'matn_type'),
    dept: maybeTextCell(row, 'dept'),
    dr: maybeTextCell(row, 'dr'),
    profttl: maybeTextCell(row, 'profttl'),
  };
}

/** A line; columns that no rule of the run reads are not fetched and stay absent. */
export function lineOf(row: SqlRow): Line {
  return {
    ...attributes(row),
    line_id: textCell(row, 'line_id'),
    setl_id: maybeTextCell(row, 'setl_id'),
    item: textCell(row, 'item'),
    second: maybeNumberCell(row, 'second'),
    cnt: maybeNumberCell(row, 'cnt') ?? 0,
    amount_fen: maybeNumberCell(row, 'amount_fen') ?? 0,
    inscp_fen: maybeNumberCell(row, 'inscp_fen'),
    pric: maybeNumberCell(row, 'pric'),
    pric_uplmt: maybeNumberCell(row, 'pric_uplmt'),
    rxno: maybeTextCell(row, 'rxno'),
    prd_days: maybeNumberCell(row, 'prd_days'),
    med_chrgitm_type: maybeTextCell(row, 'med_chrgitm_type'),
    antibiotic_grade: maybeTextCell(row, 'antibiotic_grade'),
    updt_day: maybeNumberCell(row, 'updt_day'),
  };
}

export function visitOf(row: SqlRow): Visit {
  return {
    ...attributes(row),
    begin_second: maybeNumberCell(row, 'begin_second'),
    end_day: maybeNumberCell(row, 'end_day'),
    end_second: maybeNumberCell(row, 'end_second'),
    death_day: maybeNumberCell(row, 'death_day'),
    diagnoses_known: numberCell(row, 'diagnoses_known'),
    operations_known: numberCell(row, 'operations_known'),
  };
}
