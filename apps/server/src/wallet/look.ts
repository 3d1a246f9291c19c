/** A person's wallet, account and e-voucher as staff see them: for a purpose that stands in the log before the answer leaves, others by their last four digits. */
import { transaction } from '@shouhu/database';
import { maskName, open } from '@shouhu/vault';
import type { Kysely, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { openPerson } from '../insured/read-insured.ts';
import { insuredWithin, shownNumber } from '../insured/within-reach.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { contains } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { freezePlace } from './freezes.ts';
import type { Freezable } from './schema.ts';
import { offeredAccount, walletAccount, walletOf } from './wallets.ts';

type Keeping = Pick<Services, 'db' | 'ring'>;

/** Transfers, e-vouchers and uses that are shown, the latest first. */
const SHOWN = 50;

export type WalletPerson = Awaited<ReturnType<typeof lookAtPerson>>;

/** @throws ShouhuError SH-H002, SH-H003 */
export async function lookAtPerson(
  { db, ring }: Keeping,
  { caller, at }: Asking,
  { psn_no, purpose }: { readonly psn_no: string; readonly purpose: Purpose },
) {
  return transaction(db, 'read committed', async (trx) => {
    const { person, region } = await insuredWithin(trx, caller, 'wallet.read', psn_no);
    const seen = {
      psn_no: shownNumber(psn_no),
      psn_name: maskName(openPerson(ring, person).psn_name),
      acct_balance_fen: person.acct_balance_fen,
      wallet: await walletSeen(trx, psn_no),
      freezes: await freezesSeen(trx, { ring, psn_no }),
      relations: await relationsSeen(trx, psn_no),
      transfers: await transfersSeen(trx, psn_no),
      vouchers: await vouchersSeen(trx, psn_no),
      uses: await usesSeen(trx, psn_no),
    };
    await note(trx, caller, at, {
      action: 'wallet.read',
      subject: `insured:${psn_no}`,
      purpose: purposeText(purpose),
      region,
    });
    return seen;
  });
}

export interface FreezeRow {
  readonly freeze_id: string;
  readonly psn_no: string;
  readonly what: Freezable;
  readonly frozen_by: string;
  readonly frozen_at: string;
  /** Who proposed the release: somebody else makes it so. */
  readonly release_by: string | null;
}

/** What is frozen within reach, the latest first. @throws ShouhuError SH-H002 */
export async function listFreezes({ db }: Pick<Services, 'db'>, { caller }: Asking): Promise<FreezeRow[]> {
  const scope = scopeOf(caller, 'wallet.read');
  const rows = await db
    .selectFrom('wallet_freeze')
    .select(['freeze_id', 'psn_no', 'what', 'frozen_by', 'frozen_at', 'release_by'])
    .select((e) =>
      e
        .selectFrom('insurance')
        .select((i) => i.fn.agg<string[]>('array_agg', ['insuplc_admdvs']).as('places'))
        .whereRef('insurance.psn_no', '=', 'wallet_freeze.psn_no')
        .as('places'),
    )
    .where('released_at', 'is', null)
    .orderBy('frozen_at', 'desc')
    .execute();
  return rows.flatMap(({ places, psn_no, frozen_by, frozen_at, ...row }) => {
    const isWithin = (place: string): boolean =>
      scope.reach === 'region' && scope.regions.some((each) => contains(each, place));
    if (!(places ?? []).some(isWithin)) return [];
    const by = frozen_by.startsWith('insured:') ? 'insured' : frozen_by;
    return [{ ...row, psn_no: shownNumber(psn_no), frozen_by: by, frozen_at: frozen_at.toISOString() }];
  });
}

async function walletSeen(trx: Transaction<Schema>, psn_no: string) {
  const wallet = await walletOf(trx, psn_no);
  if (wallet === undefined) return null;
  const balances = await balancesOf(trx, [walletAccount(psn_no), offeredAccount(psn_no)]);
  return {
    balance_fen: balances.get(walletAccount(psn_no)) ?? 0,
    offered_fen: balances.get(offeredAccount(psn_no)) ?? 0,
    use_admdvs: wallet.use_admdvs,
    opened_by_owner: wallet.opened_by === psn_no,
    opened_at: wallet.opened_at.toISOString(),
  };
}

async function balancesOf(db: Kysely<Schema>, accounts: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('ledger_account')
    .select(['account', 'balance_fen'])
    .where('account', 'in', [...accounts])
    .execute();
  return new Map(rows.map(({ account, balance_fen }) => [account, balance_fen]));
}

async function freezesSeen(trx: Transaction<Schema>, { ring, psn_no }: Pick<Keeping, 'ring'> & { psn_no: string }) {
  const rows = await trx
    .selectFrom('wallet_freeze')
    .select(['freeze_id', 'what', 'reason', 'frozen_at', 'release_by', 'released_at'])
    .where('psn_no', '=', psn_no)
    .orderBy('frozen_at', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(({ frozen_at, released_at, reason, ...row }) => ({
    ...row,
    reason: open(ring, reason, freezePlace(row.freeze_id)),
    frozen_at: frozen_at.toISOString(),
    released_at: released_at?.toISOString() ?? null,
  }));
}

async function relationsSeen(trx: Transaction<Schema>, psn_no: string) {
  const rows = await trx
    .selectFrom('wallet_relation')
    .select(['relation_id', 'psn_no', 'relative', 'kind', 'confirmed_at'])
    .where((e) => e.or([e('psn_no', '=', psn_no), e('relative', '=', psn_no)]))
    .where('ended_at', 'is', null)
    .orderBy('declared_at', 'desc')
    .execute();
  return rows.map(({ confirmed_at, ...row }) => ({
    relation_id: row.relation_id,
    psn_no: shownNumber(row.psn_no),
    relative: shownNumber(row.relative),
    kind: row.kind,
    confirmed: confirmed_at !== null,
  }));
}

async function transfersSeen(trx: Transaction<Schema>, psn_no: string) {
  const rows = await trx
    .selectFrom('wallet_transfer')
    .select(['transfer_id', 'payer', 'receiver', 'source', 'fen', 'state', 'offered_at'])
    .where((e) => e.or([e('payer', '=', psn_no), e('receiver', '=', psn_no)]))
    .orderBy('offered_at', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(({ payer, receiver, offered_at, ...row }) => ({
    ...row,
    payer: shownNumber(payer),
    receiver: shownNumber(receiver),
    offered_at: offered_at.toISOString(),
  }));
}

async function vouchersSeen(trx: Transaction<Schema>, psn_no: string) {
  const rows = await trx
    .selectFrom('voucher')
    .select(['voucher_id', 'way', 'place', 'admdvs', 'enrolled_at', 'revoked_at'])
    .where('psn_no', '=', psn_no)
    .orderBy('enrolled_at', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(({ enrolled_at, revoked_at, ...row }) => ({
    ...row,
    enrolled_at: enrolled_at.toISOString(),
    revoked_at: revoked_at?.toISOString() ?? null,
  }));
}

async function usesSeen(trx: Transaction<Schema>, psn_no: string) {
  const rows = await trx
    .selectFrom('voucher_use')
    .select(['shown', 'fixmedins_code', 'shown_at', 'used_at'])
    .where('psn_no', '=', psn_no)
    .orderBy('shown_at', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(({ shown, fixmedins_code, shown_at, used_at }) => ({
    kind: shown.slice(0, 2),
    fixmedins_code,
    shown_at: shown_at.toISOString(),
    used: used_at !== null,
  }));
}
