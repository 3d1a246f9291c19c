/**
 * Courses of the simulated hospitals where they meet: boxes that another till scans too, e-vouchers that are shown at two places, advice before
 * settlement, an institution that may not settle.
 */
import type { Course } from '@shouhu/his';
import type { Random } from '@shouhu/synth';

type Ask = Course extends Generator<infer Asked, void, infer _Told> ? Asked : never;
type Told = Course extends Generator<unknown, void, infer Answered> ? Answered : never;

export interface Meeting {
  /** The same numbers whenever the course is made anew. */
  readonly random: Random;
  readonly fixmedins_code: string;
  readonly psn_no: string;
  /** What the phone of the person shows now; undefined of who has no e-voucher. */
  readonly shown: (() => string) | undefined;
  /** Whether everything that settles must be refused. */
  readonly isSuspended: boolean;
  /** Of ten thousand boxes, how many are in the hands of others too. */
  readonly shared: number;
  /** Whether everybody pays from accounts, so that institutions are owed at once by many. */
  readonly isPaying: boolean;
}

/** Boxes that tills have in their hands at once. */
const BOXES = Array.from({ length: 6 }, (_, nth) => `812345600000000000${nth}0`);
/** Of ten thousand courses, how many show the e-voucher; of settlements, before how many advice is asked. */
const [SHOWS, ASKS] = [5_000, 5_000];
const SETTLES: ReadonlySet<string> = new Set(['2102', '2207', '2304']);

export function* meeting(course: Course, parts: Meeting): Course {
  const { random, isSuspended } = parts;
  const isShown = parts.shown !== undefined && random.chance(SHOWS);
  const boxes = new Map<string, string>();
  const lines: Line[] = [];
  for (let step = course.next(); step.done !== true;) {
    const ask = altered(step.value, parts, { isShown, boxes });
    lines.push(...linesIn(ask.input));
    if (SETTLES.has(ask.infno) && random.chance(ASKS)) yield* advised(ask, parts, lines);
    const told = yield isSuspended ? { ...ask, refusedBy: [SUSPENDED] } : ask;
    step = course.next(told);
  }
}

export const SUSPENDED = 'SH-T020';

/** Refusals that come of what others did: of a person in another bed, a box or a token that was taken, a settlement that was cleared. */
export const OF_OTHERS: readonly RegExp[] = [
  /2401: SH-Q007$/,
  /(2101|2102|2103|2206|2207|2208|2303|2304|2305): SH-Z00[12]$/,
  /(1101|2201|2401|2101|2102|2206|2207|2303|2304): SH-W02[0-5]$/,
  /^late.*: SH-Q0(04|44|45|47)$/,
];

interface Choice {
  readonly isShown: boolean;
  /** By the box that the course would have scanned. */
  readonly boxes: Map<string, string>;
}

function altered(ask: Ask, { random, shown, shared, isPaying }: Meeting, { isShown, boxes }: Choice): Ask {
  const token = isShown ? shown?.() : undefined;
  const input: unknown = JSON.parse(JSON.stringify(ask.input), (name, value) => {
    if (name === 'acct_used_flag' && isPaying) return '1';
    if (name === 'drug_trac_codg' && typeof value === 'string') return boxFor(value, boxes, random, shared);
    if (token === undefined || typeof value !== 'object' || value === null || !('mdtrt_cert_type' in value))
      return value;
    return { ...value, mdtrt_cert_type: '01', mdtrt_cert_no: token };
  });
  return { ...ask, input: typeof input === 'object' && input !== null ? input : {} };
}

function boxFor(own: string, boxes: Map<string, string>, random: Random, shared: number): string {
  const known = boxes.get(own);
  if (known !== undefined) return known;
  const taken = new Set(boxes.values());
  const wanted = random.chance(shared) ? random.pick(BOXES) : own;
  const code = taken.has(wanted) ? own : wanted;
  boxes.set(own, code);
  return code;
}

type Line = Readonly<Record<string, unknown>>;

/** Fee lines of a message. */
function linesIn(input: object): Line[] {
  return Object.entries(input).flatMap(([name, rows]) =>
    (name === 'feedetail' || name === 'drugdetail') && Array.isArray(rows) ? rows : [],
  );
}

/** 3102 about what is going to be settled, and 3103 about what came of it. */
function* advised(ask: Ask, { fixmedins_code, psn_no }: Meeting, lines: readonly Line[]): Course {
  const { day } = ask;
  const registered = lines.findLast((line) => 'mdtrt_id' in line)?.['mdtrt_id'];
  const mdtrt_id = typeof registered === 'string' ? registered : 'SALE';
  const orders = lines.map((line, nth) => ({
    rx_id: `${nth + 1}`,
    hilist_code: line['med_list_codg'],
    hilist_name: '测试药',
    cnt: line['cnt'],
    pric: line['pric'],
    sumamt: line['det_item_fee_sumamt'],
    ownpay_amt: 0,
    selfpay_amt: 0,
    drord_begn_date: line['fee_ocur_time'],
  }));
  const encounter = {
    mdtrt_id,
    medins_id: fixmedins_code,
    medins_name: fixmedins_code,
    adm_date: orders[0]?.drord_begn_date ?? '2026-03-01 08:00:00',
    med_type: '11',
    insutype: '310',
    fsi_diagnose_dtos: [{ dise_codg: 'I10.x00', dise_name: '高血压' }],
    fsi_order_dtos: orders,
  };
  const patient = { patn_id: psn_no, curr_mdtrt_id: mdtrt_id, fsi_encounter_dtos: [encounter] };
  const told = yield { infno: '3102', input: { data: { syscode: 'SIM', task_id: '1', patient_dtos: [patient] } }, day };
  const warns = remindersIn(told).map((warn_rslt_id) => ({ warn_rslt_id, dspo_way: '1', dspo_way_rea: '病情需要' }));
  if (warns.length > 0) yield { infno: '3103', input: { data: { warn_type: '2', warns } }, day };
}

function remindersIn(told: Told): string[] {
  const result: unknown = told.done ? told.output['result'] : [];
  return Array.isArray(result) ? result.flatMap((one: unknown) => (hasId(one) ? [one.jr_id] : [])) : [];
}

const hasId = (one: unknown): one is { readonly jr_id: string } =>
  typeof one === 'object' && one !== null && 'jr_id' in one && typeof one.jr_id === 'string';

/** Takes a settlement back long after it was made. */
export function* cancellation(infno: string, input: object): Course {
  yield { infno, input, day: 0 };
}
