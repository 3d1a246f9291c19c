/**
 * What the platform itself knows of persons, as the judged claim model: visits that were not cancelled, and their settled lines, refunds netted (docs/semantics.md
 * 4–6). What it does not hold is absent: operations, titles of doctors, whether an institution is an internet hospital, and boxes, which boxes-sold.ts finds by the codes of a message.
 */
import type { Attributes, Line, Visit, World } from '@shouhu/claims';
import {
  addDays,
  careOf,
  civilDate,
  compareCodePoints,
  dateParts,
  formatCivilDate,
  hospRank,
  parseCivilTime,
} from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { netRefunds } from '@shouhu/lake';
import type { RawLine } from '@shouhu/lake';
import type { CareKind } from '../settlement/schema.ts';

/** Rows as the database gives them in JSON: civil times as text, amounts fen. */
export interface VisitRow {
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly fixmedins_code: string;
  readonly care: CareKind;
  readonly insutype: string;
  readonly med_type: string | null;
  readonly begntime: string;
  readonly endtime: string | null;
  readonly dept_code: string | null;
  readonly atddr_no: string | null;
  readonly matn_type: string | null;
  readonly psn_type: string | null;
  readonly hosp_lv: string | null;
  readonly gend: string | null;
  readonly brdy: string | null;
  readonly die_date: string | null;
}

export interface LineRow {
  readonly mdtrt_id: string;
  readonly feedetl_sn: string;
  readonly init_feedetl_sn: string | null;
  readonly setl_id: string;
  readonly item: string;
  readonly fee_ocur_time: string;
  readonly cnt: number;
  readonly amount_fen: number;
  readonly inscp_fen: number;
  readonly pric: number;
  readonly pric_uplmt: number | null;
  readonly rxno: string | null;
  readonly dept: string | null;
  readonly dr: string | null;
  readonly prd_days: string | null;
  readonly med_chrgitm_type: string;
  readonly psn_type: string;
  readonly hosp_lv: string;
}

export interface HistoryRows {
  readonly visits: readonly VisitRow[];
  readonly lines: readonly LineRow[];
  readonly diagnoses: readonly { readonly mdtrt_id: string; readonly code: string }[];
}

export interface History {
  readonly world: World;
  /** Lines as they were before refunds took from them; those that are left whole are not here. */
  readonly refunded: readonly RawLine[];
}

/** The history begins with the year before: twelve months and more, so that windows of a calendar year are whole. */
export function beginOf(day: CivilDate): CivilDate {
  return civilDate(dateParts(day).year - 1, 1, 1) ?? addDays(day, -730);
}

/** Which rows make a history. */
export interface Extent {
  readonly psn_no: string;
  /** As on this day: what was before {@link beginOf} it is left out, but stays that reach into it. */
  readonly day: CivilDate;
  /** First civil day of all data: a look-back that starts earlier cannot decide. */
  readonly data_from: number;
}

export function historyOf(all: HistoryRows, { psn_no, day, data_from }: Extent): History {
  const begin = beginOf(day);
  const first_day = Math.max(begin, data_from);
  const rows = rowsOf(all, psn_no, formatCivilDate(begin));
  const diagnosed = new Set(rows.diagnoses.map(({ mdtrt_id }) => mdtrt_id));
  const visits = rows.visits.map((row) => visitOf(row, diagnosed.has(row.mdtrt_id)));
  const byId = new Map(visits.map((visit) => [visit.mdtrt_id, visit]));
  const charged = rows.lines.flatMap((row) => {
    const visit = byId.get(row.mdtrt_id);
    return visit === undefined ? [] : [{ row, line: lineOf(row, visit) }];
  });
  const raw = charged.some(({ line }) => isNegative(line)) ? charged.map(({ row, line }) => rawOf(row, line)) : [];
  const net = new Map(netRefunds(raw).map((one) => [one.key, one]));
  const lines = charged.map(({ line }): Line => {
    const left = net.size === 0 ? undefined : net.get(withinVisit(line.mdtrt_id, line.line_id));
    if (left === undefined) return line;
    const inscp_fen = left.net_inscp_fen === null ? null : Math.max(0, left.net_inscp_fen);
    return { ...line, cnt: left.net_cnt, amount_fen: Math.max(0, left.net_amount_fen), inscp_fen };
  });
  const linesOf = Map.groupBy(
    lines.filter(({ cnt }) => cnt > 0),
    ({ mdtrt_id }) => mdtrt_id,
  );
  const ordered = visits.toSorted(byKey(({ mdtrt_id }) => mdtrt_id));
  const world: World = {
    visits: ordered,
    lines: ordered.flatMap(({ mdtrt_id }) => (linesOf.get(mdtrt_id) ?? []).toSorted(byKey(({ line_id }) => line_id))),
    diagnoses: rows.diagnoses.toSorted(byKey(({ mdtrt_id, code }) => `${mdtrt_id} ${code}`)),
    operations: [],
    sales: [],
    first_day,
  };
  return { world, refunded: raw.filter((one) => net.has(one.key) && !isNegative(one)) };
}

/** Of one person among several, from a day on. */
function rowsOf({ visits, lines, diagnoses }: HistoryRows, psn_no: string, from: string): HistoryRows {
  const own = visits.filter(
    ({ begntime, endtime, care, ...visit }) =>
      visit.psn_no === psn_no && (begntime >= from || (care === 'inpatient' && (endtime === null || endtime >= from))),
  );
  const ids = new Set(own.map(({ mdtrt_id }) => mdtrt_id));
  const isOwn = ({ mdtrt_id }: { readonly mdtrt_id: string }) => ids.has(mdtrt_id);
  return { visits: own, lines: lines.filter(isOwn), diagnoses: diagnoses.filter(isOwn) };
}

const isNegative = ({ cnt, amount_fen }: Pick<RawLine, 'cnt' | 'amount_fen'>): boolean => cnt < 0 || amount_fen < 0;

function byKey<Row>(keyOf: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => compareCodePoints(keyOf(a), keyOf(b));
}

/** @throws Error for a time that the database cannot hold */
function timeOf(text: string): { day: number; second: number | null } {
  const parsed = parseCivilTime(text);
  if (!parsed.ok) throw new Error(`no civil time: ${text}`);
  return parsed.value;
}

const dayOf = (text: string | null): number | null => (text === null ? null : timeOf(text).day);

/** Medical institutions begin with H, pharmacies with P. */
export function kindOf(fixmedins_code: string): string | null {
  return fixmedins_code.startsWith('H') ? '1' : fixmedins_code.startsWith('P') ? '2' : null;
}

/** Male and female; what is not known is absent. */
export const sexOf = (gend: string | null): '1' | '2' | null => (gend === '1' || gend === '2' ? gend : null);

function attributesOf(row: VisitRow): Omit<Attributes, 'day'> {
  const care = row.med_type === null ? undefined : careOf(row.med_type);
  return {
    psn_no: row.psn_no,
    fixmedins_code: row.fixmedins_code,
    mdtrt_id: row.mdtrt_id,
    med_type: row.med_type,
    care_type: care?.care_type ?? null,
    emergency: care === undefined ? null : Number(care.emergency),
    insutype: row.insutype,
    psn_type: row.psn_type,
    gend: sexOf(row.gend),
    brdy: dayOf(row.brdy),
    hosp_lv: row.hosp_lv === null ? null : (hospRank(row.hosp_lv) ?? null),
    fixmedins_type: kindOf(row.fixmedins_code),
    internet_hosp: null,
    matn_type: row.matn_type === '0' ? null : row.matn_type,
  };
}

function visitOf(row: VisitRow, isDiagnosed: boolean): Visit {
  const begin = timeOf(row.begntime);
  const end = row.endtime === null ? null : timeOf(row.endtime);
  return {
    ...attributesOf(row),
    day: begin.day,
    begin_second: begin.second,
    end_day: end?.day ?? null,
    end_second: end?.second ?? null,
    dept: row.dept_code,
    dr: row.atddr_no,
    profttl: null,
    death_day: dayOf(row.die_date),
    diagnoses_known: Number(isDiagnosed),
    operations_known: 0,
  };
}

/** A line has what its own settlement says of person and institution, the rest of its visit. */
function lineOf(row: LineRow, visit: Visit): Line {
  const { day, second } = timeOf(row.fee_ocur_time);
  const { psn_no, fixmedins_code, mdtrt_id, med_type, care_type, emergency, insutype, gend, brdy } = visit;
  const { fixmedins_type, internet_hosp, matn_type } = visit;
  return {
    psn_no,
    fixmedins_code,
    mdtrt_id,
    med_type,
    care_type,
    emergency,
    insutype,
    psn_type: row.psn_type,
    gend,
    brdy,
    hosp_lv: hospRank(row.hosp_lv) ?? null,
    fixmedins_type,
    internet_hosp,
    matn_type,
    day,
    second,
    line_id: row.feedetl_sn,
    setl_id: row.setl_id,
    item: row.item,
    cnt: row.cnt,
    amount_fen: row.amount_fen,
    inscp_fen: row.inscp_fen,
    pric: row.pric,
    pric_uplmt: row.pric_uplmt,
    rxno: row.rxno,
    dept: row.dept,
    dr: row.dr,
    profttl: null,
    prd_days: daysOfSupply(row.prd_days),
    med_chrgitm_type: row.med_chrgitm_type,
    antibiotic_grade: null,
    updt_day: null,
  };
}

/** In 1e-4. It is kept as it was told: what is no number is absent. */
function daysOfSupply(told: string | null): number | null {
  return told !== null && /^\d{1,6}(\.\d{1,4})?$/.test(told) ? Math.round(Number(told) * 10_000) : null;
}

function rawOf(row: LineRow, { fixmedins_code, day, second }: Line): RawLine {
  const { mdtrt_id, feedetl_sn, item, pric, cnt, amount_fen, inscp_fen } = row;
  const init_feedetl_sn = row.init_feedetl_sn === null ? null : withinVisit(mdtrt_id, row.init_feedetl_sn);
  const id = withinVisit(mdtrt_id, feedetl_sn);
  return {
    key: id,
    ids: [id],
    fixmedins_code,
    init_feedetl_sn,
    mdtrt_id,
    item,
    pric,
    day,
    second,
    cnt,
    amount_fen,
    inscp_fen,
  };
}

/** Numbers of lines are unique within a visit. */
export const withinVisit = (mdtrt_id: string, line_id: string): string => `${mdtrt_id} ${line_id}`;
