/** The bureau that a document comes from: its name, the word of its numbers, where one pays, appeals and sues. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import { contains } from '../rights/regions.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { Bureau } from './schema.ts';

/** Before anybody has set anything. */
const UNSET: Omit<Bureau, 'admdvs'> = {
  name: '医疗保障局',
  abbreviation: '医保',
  address: '（地址待设置）',
  telephone: '（电话待设置）',
  reconsideration: '本级人民政府',
  court: '有管辖权的人民法院',
  refund_account: '医疗保障基金财政专户（账号待设置）',
  fine_account: '国库指定的代收机构（账号待设置）',
};

/** The bureau nearest above a region; without one, the region's own with nothing set. */
export async function bureauOf(db: Kysely<Schema> | Transaction<Schema>, admdvs: string): Promise<Bureau> {
  const rows = await db.selectFrom('bureau').selectAll().orderBy('admdvs').orderBy('seq').execute();
  const near = rows.filter((row) => contains(row.admdvs, admdvs));
  const nearest = near.toSorted((a, b) => prefixLength(b.admdvs) - prefixLength(a.admdvs)).at(0)?.admdvs;
  const last = near.findLast((row) => row.admdvs === nearest);
  return last === undefined ? { admdvs, ...UNSET } : { ...UNSET, ...last.content, admdvs: last.admdvs };
}

const prefixLength = (admdvs: string): number => admdvs.replace(/0+$/, '').length;

/** The bureau of the caller's first region. */
export async function ownBureau(db: Kysely<Schema>, caller: Caller): Promise<Bureau> {
  scopeOf(caller, 'bureau.read');
  return bureauOf(db, caller.regions[0] ?? '');
}

/** Sets what documents say of the bureau, from now on; what was made stays as it is. @throws ShouhuError SH-H003 for a region out of reach */
export async function setBureau(db: Kysely<Schema>, { caller, at }: Asking, bureau: Bureau): Promise<Bureau> {
  const { admdvs, ...content } = bureau;
  if (!isWithin(scopeOf(caller, 'bureau.set'), { fixmedins_code: '', admdvs }))
    throw shouhuError('SH-H003', { id: admdvs });
  return transaction(db, 'read committed', async (trx) => {
    const before = await trx
      .selectFrom('bureau')
      .select('seq')
      .where('admdvs', '=', admdvs)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    await trx
      .insertInto('bureau')
      .values({
        admdvs,
        seq: (before?.seq ?? 0) + 1,
        content: JSON.stringify(content),
        set_by: caller.id,
        set_at: at,
      })
      .execute();
    await note(trx, caller, at, {
      action: 'bureau.set',
      subject: `bureau:${admdvs}`,
      region: admdvs,
      detail: bureau.name,
    });
    return bureauOf(trx, admdvs);
  });
}

/** Sets it where nobody has set anything yet: whoever changed it since is not overruled. */
export async function nameBureau(db: Kysely<Schema>, asking: Asking, bureau: Bureau): Promise<void> {
  const set = await db.selectFrom('bureau').select('seq').where('admdvs', '=', bureau.admdvs).execute();
  if (set.length === 0) await setBureau(db, asking, bureau);
}
