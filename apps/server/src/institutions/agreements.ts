/** Agreements: signed, renewed, left; each deed written once and told to the dossier. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Transaction } from 'kysely';
import { barredUntil } from '../assessment/barred.ts';
import { civilDayOf, dayOf } from '../casework/matter.ts';
import { addToDossier } from '../dossier/dossier.ts';
import { placeWithin } from '../dossier/read-dossier.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { agreementState, openRequest, outFrom } from './agreement-state.ts';
import type { Agreement } from './agreement-state.ts';
import { firstDayOut, lastDayForRenewal } from './limits.ts';
import { readInstitution } from './registry.ts';
import type { InstitutionView } from './registry.ts';
import type { AgreementDeed } from './schema.ts';
import { standingsOf } from './standing.ts';
import type { StandingOf } from './standing.ts';

type Stores = Pick<Services, 'db' | 'ring'>;

export interface NewAgreement {
  readonly agreement_id: string;
  readonly number: string;
  readonly valid_from: string;
  readonly valid_to: string;
}

/** @throws ShouhuError SH-H005 for an odd term, SH-H006 for an id of another agreement, SH-H041 where another covers part of the term, SH-H043 for a number in use */
export async function signAgreement(
  { db, ring }: Stores,
  asking: Asking,
  fixmedins_code: string,
  wanted: NewAgreement,
): Promise<InstitutionView> {
  const { caller, at } = asking;
  if (wanted.valid_to < wanted.valid_from) throw shouhuError('SH-H005', { field: 'valid_to', reason: wanted.valid_to });
  return transaction(db, 'read committed', async (trx) => {
    const place = await placeWithin(trx, caller, 'agreement.write', fixmedins_code);
    const before = await trx
      .selectFrom('agreement')
      .select(['agreement_id', 'fixmedins_code', 'number', 'valid_from', 'valid_to'])
      .where('agreement_id', '=', wanted.agreement_id)
      .executeTakeFirst();
    if (before === undefined) {
      await lockPlace(trx, fixmedins_code);
      const against = await againstAgreement(trx, fixmedins_code, wanted);
      if (against !== null) throw against;
      await enterAgreement(trx, asking, place, wanted);
      await note(trx, caller, at, {
        action: 'agreement.write',
        subject: `agreement:${wanted.agreement_id}`,
        region: place.admdvs,
        detail: wanted.number,
      });
    } else if (!isDeepStrictEqual(before, { ...wanted, fixmedins_code })) {
      throw shouhuError('SH-H006', { id: wanted.agreement_id });
    }
    return readInstitution({ db: trx, ring }, asking, fixmedins_code);
  });
}

/** Two who sign for the same institution wait for each other. */
async function lockPlace(trx: Transaction<Schema>, fixmedins_code: string): Promise<void> {
  await trx
    .selectFrom('institution')
    .select('fixmedins_code')
    .where('fixmedins_code', '=', fixmedins_code)
    .forNoKeyUpdate()
    .execute();
}

/** What stands against an agreement: its number, or another one in the same term that is not at its end. */
export async function againstAgreement(
  trx: Transaction<Schema>,
  fixmedins_code: string,
  { number, valid_from, valid_to }: Omit<NewAgreement, 'agreement_id'>,
) {
  const taken = await trx.selectFrom('agreement').select('number').where('number', '=', number).executeTakeFirst();
  if (taken !== undefined) return shouhuError('SH-H043', { number });
  const { agreements, sanctions } = await standingAt(trx, fixmedins_code);
  const [from, to] = [dayOf(valid_from), dayOf(valid_to)];
  const barred = await barredUntil(trx, fixmedins_code);
  if (barred !== null && from <= barred) return shouhuError('SH-H071', { until: formatCivilDate(barred) });
  const other = agreements.find((one) => {
    const out = outFrom(one, sanctions);
    return one.from <= to && from <= one.to && (out === null || from < out.day);
  });
  return other === undefined ? null : shouhuError('SH-H041', { number: other.number });
}

export async function enterAgreement(
  trx: Transaction<Schema>,
  asking: Asking,
  { fixmedins_code, admdvs }: { readonly fixmedins_code: string; readonly admdvs: string },
  wanted: NewAgreement,
): Promise<void> {
  const { agreement_id, number, valid_from, valid_to } = wanted;
  await trx
    .insertInto('agreement')
    .values({ ...wanted, fixmedins_code, recorded_at: asking.at })
    .execute();
  await addToDossier(trx, asking, {
    entry_id: agreement_id,
    fixmedins_code,
    region: admdvs,
    kind: 'agreement',
    subject: `agreement:${agreement_id}`,
    detail: { day: formatCivilDate(civilDayOf(asking.at)), act: 'sign', number, valid_from, valid_to },
  });
}

async function standingAt(trx: Transaction<Schema>, fixmedins_code: string): Promise<StandingOf> {
  return (await standingsOf(trx, [fixmedins_code])).get(fixmedins_code) ?? { agreements: [], sanctions: [] };
}

export interface NewAct {
  readonly request_id: string;
  readonly act: AgreementDeed;
  /** Of a request to leave: the day from which the institution is out. */
  readonly leave_day: string | null;
  readonly reason: string;
}

/** Asking is for the institution or who writes for it, granting for the head. */
const RIGHTS = {
  'ask-renewal': 'agreement.ask',
  'ask-exit': 'agreement.ask',
  'approve-exit': 'agreement.decide',
  refuse: 'agreement.decide',
} as const;

/**
 * Records a deed about an agreement, on the day it is asked.
 * @throws ShouhuError SH-H003 out of reach, SH-H006 for the id of another deed, SH-H040 and SH-H042 when it is too late or too early, SH-H044 by who
 * asked, SH-H045 when nothing was asked, or something was, SH-H046 for an agreement that is over, SH-H048 for a public hospital that would leave
 */
export async function actOnAgreement(
  { db, ring }: Stores,
  asking: Asking,
  agreement_id: string,
  wanted: NewAct,
): Promise<InstitutionView> {
  const { caller, at } = asking;
  return transaction(db, 'read committed', async (trx) => {
    const row = await trx
      .selectFrom('agreement')
      .select('fixmedins_code')
      .where('agreement_id', '=', agreement_id)
      .executeTakeFirst();
    const { fixmedins_code = '' } = row ?? {};
    const { admdvs } = await placeWithin(trx, caller, RIGHTS[wanted.act], fixmedins_code);
    await lockPlace(trx, fixmedins_code);
    if (!(await isDone(trx, agreement_id, asking, wanted))) {
      const standing = await standingAt(trx, fixmedins_code);
      const agreement = standing.agreements.find((one) => one.agreement_id === agreement_id);
      if (agreement === undefined) throw shouhuError('SH-H003', { id: agreement_id });
      const isPublic = await isPublicHospital(trx, fixmedins_code);
      refuseUnlawful(agreement, standing, asking, wanted, isPublic);
      await record(trx, asking, { fixmedins_code, admdvs }, agreement, wanted);
      await note(trx, caller, at, {
        action: RIGHTS[wanted.act],
        subject: `agreement:${agreement_id}`,
        region: admdvs,
        detail: wanted.act,
      });
    }
    return readInstitution({ db: trx, ring }, asking, fixmedins_code);
  });
}

async function isDone(
  trx: Transaction<Schema>,
  agreement_id: string,
  { caller }: Asking,
  wanted: NewAct,
): Promise<boolean> {
  const before = await trx
    .selectFrom('agreement_act')
    .select(['agreement_id', 'act', 'leave_day', 'reason', 'actor', 'request_id'])
    .where('request_id', '=', wanted.request_id)
    .executeTakeFirst();
  if (before === undefined) return false;
  if (!isDeepStrictEqual(before, { ...wanted, agreement_id, actor: caller.id }))
    throw shouhuError('SH-H006', { id: wanted.request_id });
  return true;
}

async function isPublicHospital(trx: Transaction<Schema>, fixmedins_code: string): Promise<boolean> {
  const row = await trx
    .selectFrom('institution_basics')
    .select(['kind', 'ownership'])
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirst();
  return row?.kind === 'hospital' && row.ownership === 'public';
}

function refuseUnlawful(
  agreement: Agreement,
  { sanctions }: StandingOf,
  { caller, at }: Asking,
  { act, leave_day }: NewAct,
  isPublic: boolean,
): void {
  const today = civilDayOf(at);
  const state = agreementState(agreement, sanctions, today);
  if (['terminated', 'withdrawn', 'expired'].includes(state) || outFrom(agreement, sanctions) !== null)
    throw shouhuError('SH-H046', { number: agreement.number });
  const asked = openRequest(agreement);
  if (act === 'ask-renewal' || act === 'ask-exit') {
    if (asked !== null) throw shouhuError('SH-H045', { number: agreement.number });
    if (act === 'ask-exit') return refuseExit(today, leave_day, isPublic);
    const last = lastDayForRenewal(agreement.to);
    if (today > last) throw shouhuError('SH-H040', { day: formatCivilDate(last) });
    return;
  }
  if (asked === null || (act === 'approve-exit' && asked.act !== 'ask-exit'))
    throw shouhuError('SH-H045', { number: agreement.number });
  if (asked.actor === caller.id) throw shouhuError('SH-H044', {});
}

function refuseExit(today: ReturnType<typeof civilDayOf>, leave_day: string | null, isPublic: boolean): void {
  if (isPublic) throw shouhuError('SH-H048', {});
  const first = firstDayOut(today);
  if (leave_day === null || dayOf(leave_day) < first) throw shouhuError('SH-H042', { day: formatCivilDate(first) });
}

async function record(
  trx: Transaction<Schema>,
  asking: Asking,
  { fixmedins_code, admdvs }: { readonly fixmedins_code: string; readonly admdvs: string },
  { agreement_id, number, acts }: Agreement,
  { request_id, act, leave_day, reason }: NewAct,
): Promise<void> {
  const { caller, at } = asking;
  const day = formatCivilDate(civilDayOf(at));
  await trx
    .insertInto('agreement_act')
    .values({
      request_id,
      agreement_id,
      seq: acts.length + 1,
      act,
      day,
      leave_day,
      reason,
      actor: caller.id,
      recorded_at: at,
    })
    .execute();
  await addToDossier(trx, asking, {
    entry_id: request_id,
    fixmedins_code,
    region: admdvs,
    kind: 'agreement',
    subject: `agreement:${agreement_id}`,
    detail: { day, act, number, reason, ...(leave_day === null ? {} : { leave_day }) },
  });
}
