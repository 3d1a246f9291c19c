/** What a read brings of persons as lists, put together to rows of their history. */
import { at } from '../store/json-columns.ts';
import type { Columns } from '../store/json-columns.ts';
import type { HistoryRows, LineRow, VisitRow } from './history.ts';

export interface Person {
  readonly psn_no: string;
  readonly gend: string;
  readonly brdy: string | null;
  readonly die_date: string | null;
}

interface Settlement {
  readonly mdtrt_id: string;
  readonly setl_id: string;
  /** The one that it takes back. */
  readonly init_setl_id: string | null;
  readonly psn_type: string;
  readonly hosp_lv: string;
}

export interface Lists {
  readonly persons: readonly Person[];
  readonly insurances: readonly { readonly psn_no: string; readonly insutype: string; readonly psn_type: string }[];
  /** Of the institutions of the visits. */
  readonly grades: Columns<{ readonly fixmedins_code: string; readonly hosp_lv: string | null }>;
  readonly visits: Columns<Omit<VisitRow, 'psn_type' | 'hosp_lv' | 'gend' | 'brdy' | 'die_date'>>;
  readonly settlements: Columns<Settlement>;
  readonly lines: Columns<Omit<LineRow, 'mdtrt_id' | 'psn_type' | 'hosp_lv'>>;
  readonly diagnoses: Columns<HistoryRows['diagnoses'][number]>;
}

export function historyRows(lists: Lists): HistoryRows {
  const settlements = settlementsOf(lists.settlements);
  const { mdtrt_id, code } = lists.diagnoses;
  return {
    visits: visitsOf(lists, settlements),
    lines: linesOf(lists.lines, settlements),
    diagnoses: code.map((each, row) => ({ mdtrt_id: at(mdtrt_id, row), code: each })),
  };
}

export const gradesOf = ({ grades: { fixmedins_code, hosp_lv } }: Lists): ReadonlyMap<string, string | null> =>
  new Map(fixmedins_code.map((code, row) => [code, at(hosp_lv, row)]));

function settlementsOf({ mdtrt_id, setl_id, init_setl_id, psn_type, hosp_lv }: Lists['settlements']): Settlement[] {
  return setl_id.map((id, row) => ({
    mdtrt_id: at(mdtrt_id, row),
    setl_id: id,
    init_setl_id: at(init_setl_id, row),
    psn_type: at(psn_type, row),
    hosp_lv: at(hosp_lv, row),
  }));
}

/** A visit has what its standing settlements agree on, else what the registry says. */
function visitsOf(lists: Lists, settlements: readonly Settlement[]): VisitRow[] {
  const { mdtrt_id, psn_no, fixmedins_code, care, insutype, med_type } = lists.visits;
  const { begntime, endtime, dept_code, atddr_no, matn_type } = lists.visits;
  const takenBack = new Set(settlements.map(({ init_setl_id }) => init_setl_id));
  const standing = settlements.filter(({ setl_id, init_setl_id }) => init_setl_id === null && !takenBack.has(setl_id));
  const byVisit = Map.groupBy(standing, (one) => one.mdtrt_id);
  const persons = new Map(lists.persons.map((one) => [one.psn_no, one]));
  const types = new Map(lists.insurances.map((one) => [`${one.psn_no} ${one.insutype}`, one.psn_type]));
  const grades = gradesOf(lists);
  return mdtrt_id.flatMap((id, row) => {
    const person = persons.get(at(psn_no, row));
    if (person === undefined) return [];
    const { gend, brdy, die_date } = person;
    const settled = byVisit.get(id) ?? [];
    const [institution, insurance] = [at(fixmedins_code, row), at(insutype, row)];
    return {
      mdtrt_id: id,
      psn_no: person.psn_no,
      fixmedins_code: institution,
      care: at(care, row),
      insutype: insurance,
      med_type: at(med_type, row),
      begntime: at(begntime, row),
      endtime: at(endtime, row),
      dept_code: at(dept_code, row),
      atddr_no: at(atddr_no, row),
      matn_type: at(matn_type, row),
      psn_type: agreed(settled.map((one) => one.psn_type)) ?? types.get(`${person.psn_no} ${insurance}`) ?? null,
      hosp_lv: agreed(settled.map((one) => one.hosp_lv)) ?? grades.get(institution) ?? null,
      gend,
      brdy,
      die_date,
    };
  });
}

const agreed = ([first, ...others]: readonly string[]): string | undefined =>
  others.every((one) => one === first) ? first : undefined;

function linesOf(lines: Lists['lines'], settlements: readonly Settlement[]): LineRow[] {
  const bySettlement = new Map(settlements.map((one) => [one.setl_id, one]));
  return lines.feedetl_sn.flatMap((feedetl_sn, row) => {
    const settled = bySettlement.get(at(lines.setl_id, row));
    if (settled === undefined) return [];
    const { mdtrt_id, setl_id, psn_type, hosp_lv } = settled;
    return {
      mdtrt_id,
      feedetl_sn,
      init_feedetl_sn: at(lines.init_feedetl_sn, row),
      setl_id,
      item: at(lines.item, row),
      fee_ocur_time: at(lines.fee_ocur_time, row),
      cnt: at(lines.cnt, row),
      amount_fen: at(lines.amount_fen, row),
      inscp_fen: at(lines.inscp_fen, row),
      pric: at(lines.pric, row),
      pric_uplmt: at(lines.pric_uplmt, row),
      rxno: at(lines.rxno, row),
      dept: at(lines.dept, row),
      dr: at(lines.dr, row),
      prd_days: at(lines.prd_days, row),
      med_chrgitm_type: at(lines.med_chrgitm_type, row),
      psn_type,
      hosp_lv,
    };
  });
}
