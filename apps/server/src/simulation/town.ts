/**
 * The small town of a simulation: a hospital, a pharmacy, a pharmacy that may not settle, a family that spends one account with wallets and e-vouchers,
 * and strangers.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transaction } from '@shouhu/database';
import type { Database } from '@shouhu/database';
import type { Item, Person } from '@shouhu/his';
import { open } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { takeInsured } from '../insured/take-in.ts';
import type { Caller } from '../rights/caller.ts';
import { digestOf } from '../rulebook/files.ts';
import { takeCatalogue } from '../settlement/take-catalogue.ts';
import type { Schema } from '../store/schema.ts';
import { keepKnowledge, tillOf } from '../till-check/tills.ts';
import { begunAt, tokenOf } from '../voucher/token.ts';
import { makeVoucher, secretPlace } from '../voucher/vouchers.ts';
import { confirmRelation, declareRelation } from '../wallet/relations.ts';
import { rulesAt } from '../wallet/rules.ts';
import { openWallet } from '../wallet/wallets.ts';

export const REGION = '429000';
export const HOSPITAL = 'H42900000001';
export const PHARMACY = 'P42900000001';
/** Suspended: it may settle nothing. */
export const BARRED = 'P42900000002';
export const PLACES = [HOSPITAL, PHARMACY, BARRED] as const;
export type Place = (typeof PLACES)[number];
/** Ten in the morning: within a day nothing is in the future. */
export const BEGINS = new Date('2026-03-02T02:00:00Z');
export const DAYS = ['2026-03-01', '2026-03-02'] as const;

/** He whose account is spent by his relatives, these, and others who wait for none of them. */
export const PERSONS: readonly Person[] = ['1', '2', '3', '4', '5', '6', '7', '8'].map((nth) => ({
  psn_no: `429000000${nth}`,
  certno: `99000119800101001${nth}`,
  insutype: nth === '4' ? '390' : '310',
  insuplc_admdvs: REGION,
}));
export const [PAYER = '', ...RELATIVES] = PERSONS.slice(0, 4).map(({ psn_no }) => psn_no);
export const STRANGERS = PERSONS.slice(4);
/** Who has an e-voucher. */
const SHOWING = [PERSONS[0], PERSONS[1], PERSONS[4]].map((one) => one?.psn_no ?? '');

export const ITEMS: readonly Item[] = [
  { med_list_codg: 'XA01AAA001A001010100001', pric: 4_250, isBoxed: true },
  { med_list_codg: 'XB01AAA001A001010100002', pric: 9_999, isBoxed: true },
  { med_list_codg: '001102000010000', pric: 15_001, isBoxed: false },
];

const INSTALLER: Caller = {
  id: 'simulation',
  name: '模拟',
  duties: ['administrator'],
  regions: [REGION],
  fixmedins_code: null,
};

export async function fill({ db }: Database<Schema>, ring: KeyRing, folder: string): Promise<void> {
  const asking = { caller: INSTALLER, at: BEGINS };
  const registry = await mkdtemp(join(folder, 'registry-'));
  for (const [name, text] of Object.entries(tables())) await writeFile(join(registry, `${name}.csv`), text);
  await takeInsured({ db, ring, folder }, asking, registry);
  await takeCatalogue({ db, folder }, asking, registry);
  await db
    .insertInto('mutual_aid')
    .values(RELATIVES.map((psn_no) => ({ psn_no, payer: PAYER, rank: 1, begndate: '2026-01-01', enddate: null })))
    .execute();
  for (const fixmedins_code of PLACES) {
    await db
      .insertInto('institution')
      .values({ fixmedins_code, fixmedins_name: fixmedins_code, admdvs: REGION })
      .execute();
    const term = { number: fixmedins_code, valid_from: '2026-01-01', valid_to: '2026-12-31', recorded_at: BEGINS };
    await db
      .insertInto('agreement')
      .values({ agreement_id: randomUUID(), fixmedins_code, ...term })
      .execute();
  }
  await suspend(db, BARRED);
  await publishLimit(db);
  await openWallets(db);
  await transaction(db, 'read committed', async (trx) => {
    const enrolled = { way: 'window', device: 'phone', place: '东门', admdvs: REGION, witness: 'clerk' } as const;
    for (const psn_no of SHOWING)
      await makeVoucher(trx, ring, { voucher_id: randomUUID(), psn_no, ...enrolled }, BEGINS);
  });
}

/** As its deeds leave it: proposed, decided, delivered. */
async function suspend(db: Kysely<Schema>, fixmedins_code: string): Promise<void> {
  const matter_id = randomUUID();
  await sql`INSERT INTO matter (matter_id, procedure, lead_id, fixmedins_code, admdvs, version, state, due_day, due_clock, opened_at)
    VALUES (${matter_id}, 'measure', NULL, ${fixmedins_code}, ${REGION}, 4, 'in-force', NULL, NULL, ${BEGINS})`.execute(
    db,
  );
  const steps = [
    ['propose', { measure: 'suspend', grounds: '挂床住院', days: 60 }],
    ['waive', { signed: true }],
    ['approve', { opinion: '同意' }],
    ['deliver', { way: '直接送达' }],
  ] as const;
  for (const [at, [action, facts]] of steps.entries())
    await sql`INSERT INTO deed (matter_id, seq, request_id, action, actor, others, day, facts, late, recorded_at)
      VALUES (${matter_id}, ${at + 1}, ${randomUUID()}, ${action}, 'head', '[]', '2026-02-27', ${JSON.stringify(facts)}, '[]', ${BEGINS})`.execute(
      db,
    );
}

/** A limit that is soon passed, so that advice finds something. */
async function publishLimit(db: Kysely<Schema>): Promise<void> {
  const files = {
    'limit.csv': `rule,verdict,subject_code,measure,window,max,across\n月限量,violation,${ITEMS[0]?.med_list_codg ?? ''},cnt,month,3,all\n`,
  };
  const [draft_id, digest] = [randomUUID(), digestOf(files)];
  const about = { draft_id, admdvs: REGION, title: '限量', digest };
  const draft = { begun_at: BEGINS, version: 1, state: 'published', revision: 1 } as const;
  await db
    .insertInto('rule_draft')
    .values({ ...about, ...draft })
    .execute();
  const signed = { written_by: '["clerk"]', approved_by: 'head', published_at: BEGINS, replaces: null };
  await db
    .insertInto('rule_version')
    .values({ ...about, ...signed, version: 1, reason: '', files: JSON.stringify(files), snapshot: '' })
    .execute();
  const force = { seq: 1, version: 1, request_id: randomUUID(), since: BEGINS, by: 'head', reason: '' };
  await db.insertInto('rule_in_force').values(force).execute();
  // As after the first advice by them: packing them takes as long as a good part of a seed.
  await transaction(db, 'read committed', async (trx) => {
    const { snapshot } = await tillOf(trx, { version: 1, content: digest });
    await keepKnowledge(trx, snapshot, BEGINS);
  });
}

async function openWallets(db: Kysely<Schema>): Promise<void> {
  const at = BEGINS;
  for (const psn_no of [PAYER, ...RELATIVES]) await openWallet(db, { psn_no, at }, psn_no);
  for (const relative of RELATIVES) {
    const relation_id = randomUUID();
    await declareRelation(db, { psn_no: PAYER, at }, { relation_id, relative, kind: 'child' });
    await confirmRelation(db, { psn_no: relative, at }, relation_id);
  }
}

/** What the phone of a person shows at an instant, of those who have an e-voucher. */
export type Phones = ReadonlyMap<string, (at: Date) => string>;

export async function phonesOf(db: Kysely<Schema>, ring: KeyRing): Promise<Phones> {
  const { rotate_s } = await rulesAt(db, BEGINS);
  const rows = await db.selectFrom('voucher').select(['voucher_id', 'psn_no', 'handle', 'secret']).execute();
  return new Map(
    rows.map(({ voucher_id, psn_no, handle, secret }) => {
      const key = open(ring, secret, secretPlace(voucher_id));
      return [psn_no, (at: Date): string => tokenOf(key, handle, begunAt(at, rotate_s))];
    }),
  );
}

/** An account of one who has one, in yuan: a few settlements use it up. */
const BALANCE = '650.00';

function tables(): Readonly<Record<string, string>> {
  const persons = PERSONS.map(({ psn_no, certno }) => `${psn_no},01,${certno},测试,1,01,1980-01-01,,,`);
  const insurances = PERSONS.map(({ psn_no, insutype }) => {
    const balance = insutype === '310' ? (RELATIVES.includes(psn_no) ? '0.00' : BALANCE) : '';
    return `${psn_no},${insutype},${insutype === '310' ? '1101' : '1501'},1,2020-01-01,,0,${REGION},,${balance}`;
  });
  const items = ITEMS.map(
    ({ med_list_codg }, at) =>
      `${med_list_codg},2020-01-01,,${at === 2 ? '201' : '101'},01,09,${at === 1 ? '0.1' : '0'},,0`,
  );
  return {
    psn_info_b: ['psn_no,psn_cert_type,certno,psn_name,gend,naty,brdy,die_date,card_no,card_sn', ...persons, ''].join(
      '\n',
    ),
    psn_insu_d: [
      'psn_no,insutype,psn_type,psn_insu_stas,psn_insu_date,paus_insu_date,cvlserv_flag,insuplc_admdvs,emp_name,balc',
      ...insurances,
      '',
    ].join('\n'),
    hilist_b: [
      'med_list_codg,begndate,enddate,list_type,chrgitm_lv,med_chrgitm_type,selfpay_prop,pric_uplmt_amt,lmt_used_flag',
      ...items,
      '',
    ].join('\n'),
  };
}
