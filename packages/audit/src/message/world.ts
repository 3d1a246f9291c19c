/** A 3101/3102 message as a world to judge; docs/till-check.md says what each absence means. */
import type { Attributes, Line, Sale, Visit, World } from '@shouhu/claims';
import { careOf } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Encounter, Order, Patient } from './schema.ts';

/**
 * Rows of one person: the encounters of the message and its history, with what the lake or the platform knows beside them.
 * The message wins where both hold a visit of the institution that asks; what others did it only adds to. Of encounters told twice the first holds.
 * @throws ShouhuError SH-M005
 */
export function worldOf(patient: Patient, history: World | null): World {
  const current = patient.fsi_encounter_dtos;
  const asking = current.find(({ mdtrt_id }) => mdtrt_id === patient.curr_mdtrt_id)?.medins_id;
  if (asking === undefined) throw shouhuError('SH-M005', { mdtrt_id: patient.curr_mdtrt_id });
  const elsewhere = new Set(
    (history?.visits ?? []).flatMap(({ mdtrt_id, fixmedins_code }) => (fixmedins_code === asking ? [] : [mdtrt_id])),
  );
  const all = [...current, ...(patient.fsi_his_data_dto?.fsi_encounter_dtos ?? [])];
  const encounters = all.filter(
    ({ mdtrt_id }, at) => !elsewhere.has(mdtrt_id) && all.findIndex((one) => one.mdtrt_id === mdtrt_id) === at,
  );
  const told = encounters.map((encounter) => encounterRows(patient, encounter));
  const ids = new Set(encounters.map(({ mdtrt_id }) => mdtrt_id));
  const known = history === null ? [] : [withoutVisits(history, ids)];
  const parts = [...told, ...known];
  const days = parts.flatMap((part) => part.visits.map((visit) => visit.day));
  return {
    visits: parts.flatMap((part) => part.visits),
    lines: parts.flatMap((part) => part.lines),
    diagnoses: parts.flatMap((part) => part.diagnoses),
    operations: parts.flatMap((part) => part.operations),
    sales: parts.flatMap((part) => part.sales),
    first_day: history?.first_day ?? Math.min(...days),
  };
}

type Rows = Omit<World, 'first_day'>;

function withoutVisits(world: World, ids: ReadonlySet<string>): Rows {
  const keep = (row: { mdtrt_id: string | null }) => row.mdtrt_id === null || !ids.has(row.mdtrt_id);
  return {
    visits: world.visits.filter(keep),
    lines: world.lines.filter(keep),
    diagnoses: world.diagnoses.filter(keep),
    operations: world.operations.filter(keep),
    sales: world.sales.filter(keep),
  };
}

function encounterRows(patient: Patient, encounter: Encounter): Rows {
  const { mdtrt_id } = encounter;
  const diagnoses = (encounter.fsi_diagnose_dtos ?? []).map(({ dise_codg }) => ({ mdtrt_id, code: dise_codg }));
  const operations = (encounter.fsi_operation_dtos ?? []).map(({ oprn_code }) => ({ mdtrt_id, code: oprn_code }));
  const attributes = attributesOf(patient, encounter);
  const orders = encounter.fsi_order_dtos ?? [];
  const sold = orders
    .map((order) => ({ order, line: lineOf(attributes, encounter, order) }))
    .filter(({ line }) => line.cnt > 0);
  return {
    visits: [
      {
        ...visitOf(attributes, encounter, diagnoses.length, encounter.fsi_operation_dtos),
        death_day: patient.death_day ?? null,
      },
    ],
    lines: sold.map(({ line }) => line),
    diagnoses,
    operations,
    sales: sold.flatMap(({ line, order }) => salesOf(line, order)),
  };
}

function attributesOf(patient: Patient, encounter: Encounter): Omit<Attributes, 'day'> {
  const { med_type } = encounter;
  const care = med_type === null ? undefined : careOf(med_type);
  return {
    psn_no: patient.patn_id,
    fixmedins_code: encounter.medins_id,
    mdtrt_id: encounter.mdtrt_id,
    med_type,
    care_type: care?.care_type ?? null,
    emergency: care === undefined ? null : Number(care.emergency),
    insutype: encounter.insutype,
    psn_type: encounter.psn_type,
    gend: patient.gend,
    brdy: patient.brdy,
    hosp_lv: encounter.medins_lv,
    fixmedins_type: encounter.medins_type,
    internet_hosp: encounter.internet_hosp_flag,
    matn_type: encounter.matn_stas === '0' ? null : encounter.matn_stas,
  };
}

function visitOf(
  attributes: Omit<Attributes, 'day'>,
  encounter: Encounter,
  diagnoses: number,
  operations: Encounter['fsi_operation_dtos'],
): Omit<Visit, 'death_day'> {
  const { adm_date: begin, dscg_date: end } = encounter;
  return {
    ...attributes,
    day: begin.day,
    begin_second: begin.second,
    end_day: end?.day ?? null,
    end_second: end?.second ?? null,
    dept: encounter.adm_dept_codg,
    dr: encounter.dr_codg,
    profttl: null,
    diagnoses_known: diagnoses > 0 ? 1 : 0,
    operations_known: operations === null || operations === undefined ? 0 : 1,
  };
}

function lineOf(attributes: Omit<Attributes, 'day'>, encounter: Encounter, order: Order): Line {
  const { day, second } = order.drord_begn_date;
  const amount_fen = order.sumamt;
  return {
    ...attributes,
    day,
    second,
    line_id: order.rx_id,
    setl_id: null,
    item: order.hilist_code,
    cnt: order.cnt,
    amount_fen,
    inscp_fen: inScope(amount_fen, order),
    pric: order.pric,
    pric_uplmt: cap(encounter, order),
    rxno: order.rxno,
    dept: order.drord_dept_codg,
    dr: order.drord_dr_codg,
    profttl: order.drord_dr_profttl,
    prd_days: order.prd_days,
    med_chrgitm_type: order.chrg_type,
    antibiotic_grade: null,
    updt_day: null,
  };
}

/** sumamt − ownpay_amt − selfpay_amt where all stand there (docs/semantics.md 12). */
function inScope(amount_fen: number, { ownpay_amt, selfpay_amt }: Order): number | null {
  if (ownpay_amt === null || selfpay_amt === null) return null;
  return Math.max(0, amount_fen - ownpay_amt - selfpay_amt);
}

/** The catalogue price of the institution's own level is the cap of its unit price. */
function cap({ medins_lv: level }: Encounter, order: Order): number | null {
  if (level === 3) return order.lv3_hosp_item_pric;
  if (level === 2) return order.lv2_hosp_item_pric;
  return level === 1 ? order.lv1_hosp_item_pric : null;
}

function salesOf(line: Line, order: Order): Sale[] {
  return (order.drug_trac_codg ?? '')
    .split(';')
    .filter((code) => code !== '')
    .map((drug_trac_codg) => ({
      drug_trac_codg,
      psn_no: line.psn_no,
      fixmedins_code: line.fixmedins_code,
      mdtrt_id: line.mdtrt_id,
      line_id: line.line_id,
      day: line.day,
      second: line.second,
      trdn_flag: order.trdn_flag,
    }));
}
