/** Messages 3101 with the history of their person: twelve months, a visit a week. Invented; the same for the same seed. */
import { worldOfMessage } from '@shouhu/audit';
import type { World } from '@shouhu/claims';
import { addDays, civilDay, formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import type { Ruleset } from '@shouhu/rules';

const LINES = 200;
const VISITS = 52;
const LINES_OF_A_VISIT = 10;
/** Of a hundred lines as many have a code that some point names. */
const KNOWN_SHARE = 20;

export interface TillMessage {
  /** `input` of the message, as it is sent. */
  readonly text: string;
  readonly history: World;
}

export function messagesOf(ruleset: Ruleset, count: number, seed: number): TillMessage[] {
  const item = itemsOf(codesOf(ruleset), seed);
  const today = civilDay(20_514);
  return Array.from({ length: count }, (_, at) => {
    const visits = Array.from({ length: VISITS }, (_none, week) =>
      encounterOf({ mdtrt_id: `V${at}-${week}`, day: addDays(today, -7 * (week + 1)), lines: LINES_OF_A_VISIT }, item),
    );
    const current = encounterOf({ mdtrt_id: `V${at}`, day: today, lines: LINES }, item);
    const person = { patn_id: `P${at}`, gend: String(1 + (at % 2)), brdy: '1960-05-01' };
    const patient = { ...person, curr_mdtrt_id: `V${at}`, fsi_encounter_dtos: [current] };
    const earlier = { ...person, curr_mdtrt_id: `V${at}-0`, fsi_encounter_dtos: visits };
    return { text: JSON.stringify(inputOf(patient)), history: worldOfMessage(JSON.stringify(inputOf(earlier))) };
  });
}

export const inputOf = (patient: object): object => ({
  data: { syscode: 'BENCH', task_id: 'T', patient_dtos: [patient] },
});

export interface EncounterSize {
  readonly mdtrt_id: string;
  readonly medins_id?: string;
  readonly day: CivilDate;
  readonly lines: number;
}

/** @param item gives the code of the next line */
export function encounterOf(
  { mdtrt_id, medins_id = 'H42900000001', day, lines }: EncounterSize,
  item: () => string,
): object {
  return {
    mdtrt_id,
    medins_id,
    medins_name: '测试医院',
    medins_type: '1',
    medins_lv: '05',
    adm_date: `${formatCivilDate(day)} 08:00:00`,
    dr_codg: 'D429000000001',
    adm_dept_codg: 'A03',
    med_type: '11',
    matn_stas: '0',
    insutype: '310',
    psn_type: '1101',
    fsi_diagnose_dtos: [{ dise_codg: 'I10.x00' }, { dise_codg: 'E11.900' }],
    fsi_operation_dtos: [],
    fsi_order_dtos: Array.from({ length: lines }, (_, at) => ({
      rx_id: `${mdtrt_id}-${at}`,
      rxno: `${mdtrt_id}-${Math.floor(at / 5)}`,
      hilist_code: item(),
      hilist_name: '测试项目',
      chrg_type: '09',
      cnt: '2',
      pric: '12.50',
      sumamt: '25.00',
      ownpay_amt: '0.00',
      selfpay_amt: '2.50',
      prd_days: '7',
      drord_begn_date: `${formatCivilDate(day)} 09:${String(at % 60).padStart(2, '0')}:00`,
      drord_dept_codg: 'A03',
      drord_dr_codg: 'D429000000001',
      drord_dr_profttl: '233',
    })),
  };
}

/** Codes of lines, one after another: some of those that points name, most of others. */
export function itemsOf(codes: readonly string[], seed: number): () => string {
  const below = dice(seed);
  return () =>
    below(100) < KNOWN_SHARE ? (codes[below(codes.length)] ?? '') : `XZ99ZZZ${String(below(5_000)).padStart(16, '0')}`;
}

/** Codes that points name as their items, in the order of the rules. */
export function codesOf({ rules }: Ruleset): string[] {
  const codes = rules.flatMap(({ points }) =>
    points.flatMap((point) => {
      if (point.type === 'restrict') return point.subject_kind === 'item' ? point.subject.codes : [];
      return 'subject' in point && point.subject !== null ? point.subject.codes : [];
    }),
  );
  return [...new Set(codes)];
}

/** The same numbers below a bound for the same seed. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
