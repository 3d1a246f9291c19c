/** One settlement as staff see it: its amounts, who paid, how it was calculated step by step, its lines; the person only for a purpose. */
import { samplePolicies } from '@shouhu/benefits';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { insuredOf, openPerson } from '../insured/read-insured.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { fundName, LISTED_COLUMNS, settlementsWithin } from './list-settlements.ts';
import type { SettlementListed } from './list-settlements.ts';
import { policyKept } from './policy-book.ts';

/** A document that a step rests on. */
interface Source {
  readonly title: string;
  readonly number: string | null;
  /** Whether the document itself was read, or what others wrote of it. */
  readonly read: 'official' | 'transcript';
}

interface StepShown {
  readonly zh: string;
  readonly en: string;
  readonly fen: number;
  readonly sources: readonly Source[];
  /** Whether it rests on something that no document bears out yet. */
  readonly unverified: boolean;
}

/** Amounts are fen under their national names, times civil. */
export interface SettlementView extends SettlementListed {
  readonly mdtrt_id: string;
  readonly msgid: string;
  readonly chrg_bchno: string | null;
  readonly begndate: string;
  readonly enddate: string;
  readonly year: number;
  readonly policy: string;
  readonly policy_name: { readonly zh: string; readonly en: string } | null;
  readonly amounts: Readonly<Record<string, number>>;
  readonly shares: readonly {
    readonly fund_pay_type: string;
    readonly name: string;
    readonly inscp_scp_amt: number;
    /** Null: without a limit. */
    readonly crt_payb_lmt_amt: number | null;
    readonly fund_payamt: number;
  }[];
  /** As kept when it was made; none of a cancellation. */
  readonly steps: readonly StepShown[];
  /** What this one takes back. */
  readonly init_setl_id: string | null;
  /** What took this one back. */
  readonly cancelled_by: string | null;
}

/** @throws ShouhuError SH-H002 without the right, SH-H003 where there is none within reach */
export async function readSettlement(db: Kysely<Schema>, { caller }: Asking, setl_id: string): Promise<SettlementView> {
  const row = await settlementsWithin(db, scopeOf(caller, 'settlement.read'))
    .select(LISTED_COLUMNS)
    .select(['s.mdtrt_id', 's.msgid', 's.chrg_bchno', 's.begndate', 's.enddate', 's.year', 's.policy'])
    .select(['s.amounts', 's.steps', 's.init_setl_id', 'back.setl_id as cancelled_by'])
    .where('s.setl_id', '=', setl_id)
    .executeTakeFirst();
  if (row === undefined) throw shouhuError('SH-H003', { id: setl_id });
  const shares = await db
    .selectFrom('settlement_share')
    .select(['fund_pay_type', 'inscp_scp_amt', 'crt_payb_lmt_amt', 'fund_payamt'])
    .where('setl_id', '=', setl_id)
    .orderBy('fund_pay_type')
    .execute();
  const policy = (await policyKept(db, row.policy)) ?? samplePolicies.find(({ id }) => id === row.policy);
  const sources: ReadonlyMap<string, Source> = new Map(Object.entries(policy?.sources ?? {}));
  return {
    ...row,
    policy_name: policy?.name ?? null,
    shares: shares.map((share) => ({ ...share, name: fundName(share.fund_pay_type) })),
    steps: row.steps.map(({ zh, en, fen, basis }) => {
      const found = basis.flatMap((key) => sources.get(key) ?? []);
      return {
        zh,
        en,
        fen,
        sources: found.map(({ title, number, read }) => ({ title, number, read })),
        unverified: found.length < basis.length,
      };
    }),
  };
}

/** A line as its settlement froze it. Amounts fen, `cnt` in 1e-4, `pric` and `pric_uplmt_amt` in 1e-6 yuan, `selfpay_prop` in 1e-4. */
export interface LineListed {
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  readonly medins_list_codg: string;
  readonly fee_ocur_time: string;
  readonly chrgitm_lv: string;
  readonly cnt: number;
  readonly pric: number;
  readonly pric_uplmt_amt: number | null;
  readonly selfpay_prop: number;
  readonly det_item_fee_sumamt: number;
  readonly fulamt_ownpay_amt: number;
  readonly overlmt_amt: number;
  readonly preselfpay_amt: number;
  readonly inscp_scp_amt: number;
}

/** By number. A settlement that was taken back has none: its lines are free again. @throws ShouhuError SH-H002, SH-H003 */
export async function listLines(
  db: Kysely<Schema>,
  { caller }: Asking,
  setl_id: string,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<LineListed[]> {
  const scope = scopeOf(caller, 'settlement.read');
  const found = await settlementsWithin(db, scope).select('s.setl_id').where('s.setl_id', '=', setl_id).execute();
  if (found.length === 0) throw shouhuError('SH-H003', { id: setl_id });
  return db
    .selectFrom('fee_line')
    .select(['feedetl_sn', 'med_list_codg', 'medins_list_codg', 'fee_ocur_time', 'chrgitm_lv', 'cnt', 'pric'])
    .select(['pric_uplmt_amt', 'selfpay_prop', 'det_item_fee_sumamt', 'fulamt_ownpay_amt', 'overlmt_amt'])
    .select(['preselfpay_amt', 'inscp_scp_amt'])
    .where('setl_id', '=', setl_id)
    .where('feedetl_sn', '>', after)
    .orderBy('feedetl_sn')
    .limit(limit)
    .execute();
}

export interface SettledPerson {
  readonly psn_no: string;
  readonly psn_name: string;
  readonly certno: string;
}

/** The person in clear; the purpose stands in the log before the answer leaves. @throws ShouhuError SH-H002, SH-H003 */
export async function revealSettled(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  setl_id: string,
  purpose: Purpose,
): Promise<SettledPerson> {
  const scope = scopeOf(caller, 'person.reveal');
  return transaction(db, 'read committed', async (trx) => {
    const found = await settlementsWithin(trx, scope)
      .select(['s.psn_no', 'i.admdvs'])
      .where('s.setl_id', '=', setl_id)
      .executeTakeFirst();
    if (found === undefined) throw shouhuError('SH-H003', { id: setl_id });
    const { psn_no, admdvs } = found;
    const { psn_name, certno } = openPerson(ring, await insuredOf(trx, psn_no));
    await note(trx, caller, at, {
      action: 'person.reveal',
      subject: `settlement:${setl_id}`,
      purpose: purposeText(purpose),
      region: admdvs,
      detail: '1',
    });
    return { psn_no, psn_name, certno };
  });
}
