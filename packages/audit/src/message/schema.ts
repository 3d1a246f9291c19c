/**
 * The 3101/3102 request (明细审核事前 / 事中分析) as it is read: national names kept, values in the units of the judged model. Beside each field
 * stands what it is to the rules and what its absence means; docs/till-check.md is made of that.
 */
import { hospRank, parseCivilTime } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { amount, faultOf, oneOf, optional as maybe, text as plainText, unitPrice, yuan } from '@shouhu/interface';
import { z } from 'zod';
import type { ZodType } from 'zod';

/** Messages grow with the lines of a stay; this is far above any real one. */
const MESSAGE_LIMIT_BYTES = 32 * 1024 * 1024;

const REFUSED = 'the message is refused (SH-T002)';
const UNDECIDED = 'rules that need it cannot decide';

/** A field with what it is judged as. */
const needed = <Value>(field: ZodType<Value>, as: string): ZodType<Value> => field.meta({ as, absent: REFUSED });
const optional = <Value>(field: ZodType<Value>, as: string, absent = UNDECIDED): ZodType<Value | null> =>
  maybe(field).meta({ as, absent });

/** Institutions send codes as text or as numbers. */
const text = (most: number): ZodType<string> =>
  z.preprocess((value) => (typeof value === 'number' ? String(value) : value), plainText(most));
/** D or DT: a civil day, with the second where there is a clock. */
const moment = plainText(19).transform((value, context) => {
  const parsed = parseCivilTime(value);
  if (parsed.ok) return parsed.value;
  context.issues.push({ code: 'custom', message: 'yyyy-MM-dd HH:mm:ss', input: value });
  return z.NEVER;
});
const flag = z.preprocess(String, oneOf('0', '1')).transform(Number);
/** 未知 and 未说明 are absent. */
const sex = z
  .preprocess(String, oneOf('0', '1', '2', '9'))
  .transform((value) => (value === '1' || value === '2' ? value : null));
/** Rank of a grade; one that is not known is absent. */
const grade = text(3).transform((value) => hospRank(value) ?? null);
const rows = <Row extends ZodType>(row: Row, as: string, absent: string) => z.array(row).nullish().meta({ as, absent });

const diagnosis = z.object({
  dise_codg: needed(text(20), 'one of the closed list of diagnoses'),
});
const operation = z.object({
  oprn_code: needed(text(30), 'one of the closed list of operations'),
});
const order = z.object({
  rx_id: needed(text(50), '`line_id`'),
  rxno: optional(text(40), '`rxno`', 'rules by prescription cannot decide'),
  hilist_code: needed(text(50), '`item`'),
  hilist_name: optional(text(200), 'the item, where knowledge names instead of coding', 'rules by name select nothing'),
  chrg_type: optional(text(6), '`med_chrgitm_type`'),
  lv1_hosp_item_pric: optional(unitPrice, '`pric_uplmt` at a 一级 institution', 'the price rule cannot decide'),
  lv2_hosp_item_pric: optional(unitPrice, '`pric_uplmt` at a 二级 institution', 'the price rule cannot decide'),
  lv3_hosp_item_pric: optional(unitPrice, '`pric_uplmt` at a 三级 institution', 'the price rule cannot decide'),
  cnt: needed(amount, '`cnt`; a line of 0 or less is a refund and is not judged'),
  pric: optional(unitPrice, '`pric`', 'the price rule cannot decide'),
  sumamt: needed(yuan, '`amount_fen`'),
  ownpay_amt: optional(
    yuan,
    '`inscp_fen` = sumamt − ownpay_amt − selfpay_amt',
    'the verdict stands, `vola_amt_stas` 0',
  ),
  selfpay_amt: optional(yuan, 'as ownpay_amt', 'the verdict stands, `vola_amt_stas` 0'),
  prd_days: optional(amount, '`prd_days`, days of supply'),
  drord_begn_date: needed(moment, '`day` and `second`; without a clock hour rules cannot decide'),
  drord_dept_codg: optional(text(30), '`dept`'),
  drord_dr_codg: optional(text(30), '`dr`'),
  drord_dr_profttl: optional(text(6), '`profttl`'),
  drug_trac_codg: optional(text(4_000), 'sales of boxes, joined by `;`', 'no trace rule'),
  trdn_flag: optional(flag, 'whether the box was split', 'the trace rule cannot decide'),
});
const encounter = z.object({
  mdtrt_id: needed(text(50), '`mdtrt_id`'),
  medins_id: needed(text(50), '`fixmedins_code`; of the current encounter the sender (SH-M008)'),
  medins_type: optional(text(6), '`fixmedins_type`', 'by the first letter of the code: H 1, P 2'),
  medins_lv: optional(
    grade,
    '`hosp_lv` by rank; a grade that is not known is absent',
    'as registered; else rules that need it cannot decide',
  ),
  internet_hosp_flag: optional(flag, '`internet_hosp`'),
  adm_date: needed(moment, '`day` and `begin_second` of the visit'),
  dscg_date: optional(moment, '`end_day`, `end_second`', 'still in hospital: what needs the end cannot decide'),
  dr_codg: optional(text(30), '`dr` of the visit'),
  adm_dept_codg: optional(text(30), '`dept` of the visit'),
  med_type: optional(text(6), '`med_type`, `care_type`, `emergency`; one that is not known has no care type'),
  matn_stas: optional(text(6), '`matn_type`; 0 is none'),
  insutype: optional(text(6), '`insutype`'),
  psn_type: optional(text(6), '`psn_type`'),
  fsi_diagnose_dtos: rows(diagnosis, 'diagnoses of the visit', 'absent or empty: not known, never "none"'),
  fsi_order_dtos: rows(order, 'lines of the visit', 'no lines'),
  fsi_operation_dtos: rows(operation, 'operations of the visit', 'absent: not known; empty: none'),
});
const patient = z.object({
  patn_id: needed(text(50), '`psn_no`; an insured person (SH-M007)'),
  gend: optional(sex, '`gend`; 0 and 9 are absent', 'as registered; else rules that need it cannot decide'),
  brdy: optional(
    moment.transform(({ day }) => day),
    '`brdy`, ages at the service date',
    'as registered; else rules that need it cannot decide',
  ),
  curr_mdtrt_id: needed(text(50), 'the visit that is judged, one of the encounters (SH-M005)'),
  fsi_encounter_dtos: z.array(encounter, 'array').min(1, 'empty').meta({ as: 'visits', absent: REFUSED }),
  fsi_his_data_dto: z
    .object({ fsi_encounter_dtos: z.array(encounter).nullish() })
    .nullish()
    .meta({
      as: 'earlier visits, as far as the platform does not know them',
      absent: 'the history of the platform alone',
    }),
});
const data = z.object({
  task_id: optional(text(50), 'given back', 'none is given back'),
  patient_dtos: z.array(patient, 'array').min(1, 'empty').meta({ as: 'persons, each judged alone', absent: REFUSED }),
});

/** What the door takes as `input` of 3101 and 3102. */
export const checkInput = z.object({ data });
const request = z.object({ input: checkInput });

export type Order = z.output<typeof order>;
export type Encounter = z.output<typeof encounter>;
/** `death_day`: of the registry, which the platform puts beside what the message says; no message tells it. */
export type Patient = z.output<typeof patient> & { readonly death_day?: number | null };
export type CheckInput = z.output<typeof checkInput>;

/** Nodes of the request with their fields, for the page that is made of them. */
export const checkNodes = {
  data,
  patient_dtos: patient,
  fsi_encounter_dtos: encounter,
  fsi_diagnose_dtos: diagnosis,
  fsi_order_dtos: order,
  fsi_operation_dtos: operation,
} as const;

/**
 * Reads a request as text: the envelope, its `input`, or `data` alone.
 * @throws ShouhuError SH-M001, SH-M002, SH-M006, SH-T002 to SH-T004
 */
export function readRequest(message: string): CheckInput {
  if (message.length > MESSAGE_LIMIT_BYTES) throw shouhuError('SH-M006', { limit: MESSAGE_LIMIT_BYTES });
  const told = parseJson(message);
  refuseOtherTransactions(told);
  const body = wrap(told);
  const parsed = request.safeParse(body);
  if (!parsed.success) throw faultOf(parsed.error.issues, body);
  return parsed.data.input;
}

/** Before the shape: another transaction has another shape. */
function refuseOtherTransactions(body: unknown): void {
  const infno = isRecord(body) ? body['infno'] : undefined;
  if (infno === undefined || infno === null || infno === '3101' || infno === '3102') return;
  throw shouhuError('SH-M002', { infno: typeof infno === 'string' ? infno : JSON.stringify(infno) });
}

function parseJson(message: string): unknown {
  try {
    return JSON.parse(message.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw shouhuError('SH-M001', { detail: error instanceof Error ? error.message : String(error) }, {}, error);
  }
}

/** Accepts `{input: {data}}`, `{data}` and the data itself. */
function wrap(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'input' in body) return body;
  return 'data' in body ? { input: body } : { input: { data: body } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
