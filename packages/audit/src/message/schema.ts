/** The 3101/3102 request (明细审核事前 / 事中分析), checked by shape; national names kept (docs/formats.md). */
import { shouhuError } from '@shouhu/errors';
import { z } from 'zod';

/** Messages grow with the lines of a stay; this is far above any real one. */
const MESSAGE_LIMIT_BYTES = 32 * 1024 * 1024;

/** Institutions send numbers as numbers or as text. */
const text = z.union([z.string(), z.number().transform(String)]);
const optional = text
  .nullish()
  .transform((value) => (value === undefined || value === null || value === '' ? null : value));

const diagnosis = z.object({ dise_codg: text, maindise_flag: optional });
const operation = z.object({ oprn_code: text, oprn_date: optional });
const order = z.object({
  rx_id: text,
  rxno: optional,
  hilist_code: text,
  hilist_name: optional,
  chrg_type: optional,
  lv1_hosp_item_pric: optional,
  lv2_hosp_item_pric: optional,
  lv3_hosp_item_pric: optional,
  cnt: text,
  pric: optional,
  sumamt: text,
  ownpay_amt: optional,
  selfpay_amt: optional,
  prd_days: optional,
  drord_begn_date: text,
  drord_dept_codg: optional,
  drord_dr_codg: optional,
  drord_dr_profttl: optional,
  drug_trac_codg: optional,
  trdn_flag: optional,
});
const encounter = z.object({
  mdtrt_id: text,
  medins_id: text,
  medins_type: optional,
  medins_lv: optional,
  internet_hosp_flag: optional,
  adm_date: text,
  dscg_date: optional,
  dr_codg: optional,
  adm_dept_codg: optional,
  med_type: optional,
  matn_stas: optional,
  insutype: optional,
  psn_type: optional,
  fsi_diagnose_dtos: z.array(diagnosis).nullish(),
  fsi_order_dtos: z.array(order).nullish(),
  fsi_operation_dtos: z.array(operation).nullish(),
});
const patient = z.object({
  patn_id: text,
  gend: optional,
  brdy: optional,
  curr_mdtrt_id: text,
  fsi_encounter_dtos: z.array(encounter).min(1),
  fsi_his_data_dto: z.object({ fsi_encounter_dtos: z.array(encounter).nullish() }).nullish(),
});
const data = z.object({ task_id: optional, trig_scen: optional, patient_dtos: z.array(patient).min(1) });
const request = z.object({ infno: optional, input: z.object({ data }) });

export type Order = z.infer<typeof order>;
export type Encounter = z.infer<typeof encounter>;
export type Patient = z.infer<typeof patient>;
export interface CheckRequest {
  /** 3101 before, 3102 during; absent in a bare `data`. */
  readonly infno: string | null;
  readonly task_id: string | null;
  readonly patients: readonly Patient[];
}

/**
 * Reads a request: the envelope, its `input`, or `data` alone.
 * @throws ShouhuError SH-M001–SH-M006
 */
export function readRequest(message: string): CheckRequest {
  if (message.length > MESSAGE_LIMIT_BYTES) throw shouhuError('SH-M006', { limit: MESSAGE_LIMIT_BYTES });
  const told = parseJson(message);
  refuseOtherTransactions(told);
  const body = wrap(told);
  const parsed = request.safeParse(body);
  if (!parsed.success) throw asMessageError(parsed.error, body);
  const { infno, input } = parsed.data;
  return { infno, task_id: input.data.task_id, patients: input.data.patient_dtos };
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

function asMessageError(error: z.ZodError, body: unknown) {
  const issue = error.issues[0];
  const path = issue?.path ?? [];
  const node = path.join('.').replace(/^input\.data\.?/, '') || 'data';
  const value = path.reduce<unknown>((at, key) => (isRecord(at) ? at[String(key)] : undefined), body);
  if (value === undefined || value === null) return shouhuError('SH-M003', { node });
  const reason = issue?.code === 'too_small' ? '不能为空 / must not be empty' : '类型不对 / wrong type';
  return shouhuError('SH-M004', { node, value: JSON.stringify(value).slice(0, 80), reason });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
