/** A till with the real-time check, for tests: a connected hospital, settled visits, rules that are published at will. */
import { randomUUID } from 'node:crypto';
import type { Received } from '@shouhu/interface';
import { z } from 'zod';
import { connect } from '../gateway/gateway.fixture.ts';
import type { Institution } from '../gateway/gateway.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { digestOf } from '../rulebook/files.ts';
import type { Files } from '../rulebook/files.ts';
import { EMPLOYEE, HOSPITAL, ITEMS, till } from '../settlement/settlement.fixture.ts';
import type { Till } from '../settlement/settlement.fixture.ts';

export interface CheckedTill {
  readonly place: Till;
  readonly clinic: Institution;
  /** Puts a further version of local knowledge in force. */
  readonly publish: (files: Files) => Promise<void>;
  /** Sends 3101, or another transaction. */
  readonly check: (input: object, infno?: string) => Promise<Received>;
}

/** At most so many of an item in a month. */
export const monthly = (most: number, item: string = ITEMS.classA): Files => ({
  'limit.csv': `rule,verdict,subject_code,measure,window,max,across\n月限量,violation,${item},cnt,month,${most},all\n`,
});

export async function checkedTill(ending: { after(work: () => Promise<void>): void }): Promise<CheckedTill> {
  const place = await till(ending);
  const clinic = await connect(place.on, HOSPITAL, { agreement: false });
  let version = 0;
  return {
    place,
    clinic,
    publish: async (files) => {
      version += 1;
      await publishRules(place.on, version, files);
    },
    check: async (input, infno = '3101') => clinic.ask(infno, input, { insuplc_admdvs: '429000' }),
  };
}

/** Puts a version of local knowledge in force, as if it had been approved. */
export async function publishRules({ db, now }: Platform, version: number, files: Files): Promise<void> {
  const draft_id = randomUUID();
  const [at, digest] = [now(), digestOf(files)];
  await db
    .insertInto('rule_draft')
    .values({
      draft_id,
      admdvs: '429000',
      begun_at: at,
      version: 1,
      state: 'published',
      revision: 1,
      title: '限量',
      digest,
    })
    .execute();
  await db
    .insertInto('rule_version')
    .values({
      version,
      draft_id,
      admdvs: '429000',
      title: '限量',
      reason: '',
      files: JSON.stringify(files),
      digest,
      snapshot: '',
      written_by: '["cashier"]',
      approved_by: 'head',
      published_at: at,
      replaces: null,
    })
    .execute();
  const request_id = randomUUID();
  await db
    .insertInto('rule_in_force')
    .values({ seq: version, version, request_id, since: at, by: 'head', reason: '' })
    .execute();
}

export function order(rx_id: string, more: object = {}): object {
  return {
    rx_id,
    hilist_code: ITEMS.classA,
    hilist_name: '测试药',
    cnt: 1,
    pric: 100,
    sumamt: 100,
    ownpay_amt: 0,
    selfpay_amt: 0,
    drord_begn_date: '2026-03-02 09:30:00',
    ...more,
  };
}

export interface Asked {
  readonly psn_no?: string;
  readonly mdtrt_id?: string;
  readonly orders?: readonly object[];
  readonly patient?: object;
  readonly encounter?: object;
}

/** The input of a 3101; what matters to a test is told. */
export function asking({ psn_no = EMPLOYEE, mdtrt_id = 'V1', orders = [], patient = {}, encounter = {} }: Asked = {}): {
  data: object;
} {
  const own = {
    mdtrt_id,
    medins_id: HOSPITAL,
    medins_name: '测试县人民医院',
    medins_lv: '05',
    adm_date: '2026-03-02 09:00:00',
    med_type: '11',
    insutype: '310',
    fsi_diagnose_dtos: [{ dise_codg: 'I10.x00', dise_name: '高血压' }],
    fsi_order_dtos: orders,
    ...encounter,
  };
  return {
    data: {
      syscode: 'HIS',
      task_id: 'T1',
      trig_scen: '1',
      patient_dtos: [
        { patn_id: psn_no, patn_name: '测试甲', curr_mdtrt_id: mdtrt_id, fsi_encounter_dtos: [own], ...patient },
      ],
    },
  };
}

const answered = z.object({ result: z.array(z.record(z.string(), z.unknown())) });

/** What was answered, by the rules of a name: most tests publish one rule of their own among the national ones. */
export function remindersOf({ answer }: Received, rule_name = '月限量'): readonly Record<string, unknown>[] {
  return answered.parse(answer.output).result.filter((row) => row['rule_name'] === rule_name);
}
