/** Institutions as a worker lists and reads them. */
import { addDays, formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { maskName, open } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { placeWithin } from '../dossier/read-dossier.ts';
import { recoveredAt } from '../money/recovered.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Scope } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { agreementState, currentAgreement, isInForce, openRequest } from './agreement-state.ts';
import type { Agreement, AgreementState } from './agreement-state.ts';
import { firstDayOut, lastDayForRenewal } from './limits.ts';
import { settlementStatus } from './settlement-status.ts';
import type { MaySettle, SettlementStatus } from './settlement-status.ts';
import { standingsOf } from './standing.ts';
import type { MeasureOf, StandingOf } from './standing.ts';
import type { AgreementDeed, InstitutionKind, Ownership } from './schema.ts';

/** Whether an institution may settle today, days as text. */
interface StatusView {
  readonly may: MaySettle;
  readonly reason: SettlementStatus['reason'];
  readonly since: string | null;
  readonly until: string | null;
}

export interface InstitutionRow {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly admdvs: string;
  readonly kind: InstitutionKind;
  readonly hosp_lv: string | null;
  readonly status: StatusView;
  readonly agreement: { readonly number: string; readonly valid_to: string; readonly state: AgreementState } | null;
  /** Measures in force. */
  readonly measures: readonly string[];
  /** The licence that runs out first, if it does within ninety days or has. */
  readonly licence_until: string | null;
}

export interface InstitutionFilter {
  /** Part of the name, or how the code begins. */
  readonly search?: string | undefined;
  readonly kind?: InstitutionKind | undefined;
  readonly may?: MaySettle | undefined;
  readonly admdvs?: string | undefined;
  /** These and no others. */
  readonly codes?: readonly string[] | undefined;
  /** The code of the last of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Days within which a licence is said to run out. */
const SOON = 90;
/** Read at once, of which those are kept that may settle as was asked for. */
const PART = 500;

/** By code. @throws ShouhuError SH-H002 without the right */
export async function listInstitutions(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  { may, after = '', limit, ...filter }: InstitutionFilter,
): Promise<InstitutionRow[]> {
  const scope = scopeOf(caller, 'institution.read');
  const today = civilDayOf(at);
  const rows: InstitutionRow[] = [];
  for (let last = after; ;) {
    const part = await places(db, scope, filter, last, may === undefined ? limit : PART);
    const codes = part.map(({ fixmedins_code }) => fixmedins_code);
    const standings = await standingsOf(db, codes);
    const expiring = await licencesUntil(db, codes, formatCivilDate(addDays(today, SOON)));
    for (const place of part) {
      const { fixmedins_code: code } = place;
      const standing = standings.get(code) ?? { agreements: [], sanctions: [] };
      const row = { ...place, ...statusOf(standing, today), licence_until: expiring.get(code) ?? null };
      if (may === undefined || row.status.may === may) rows.push(row);
      if (rows.length === limit) return rows;
    }
    const end = part.at(-1);
    if (end === undefined || may === undefined) return rows;
    last = end.fixmedins_code;
  }
}

async function places(
  db: Kysely<Schema>,
  scope: Scope,
  { search, kind, admdvs, codes }: Omit<InstitutionFilter, 'may' | 'after' | 'limit'>,
  after: string,
  limit: number,
) {
  const text = search?.trim().toLowerCase() ?? '';
  return db
    .selectFrom('institution')
    .leftJoin('institution_basics as basics', 'basics.fixmedins_code', 'institution.fixmedins_code')
    .select([
      'institution.fixmedins_code',
      'institution.fixmedins_name',
      'institution.admdvs',
      sql<InstitutionKind>`coalesce(basics.kind, CASE WHEN institution.fixmedins_code LIKE 'P%' THEN 'pharmacy' ELSE 'hospital' END)`.as(
        'kind',
      ),
      'basics.hosp_lv',
    ])
    .where((e) => within(e, scope))
    .where('institution.fixmedins_code', '>', after)
    .$if(text !== '', (query) =>
      query.where(
        sql<boolean>`(strpos(lower(institution.fixmedins_name), ${text}) > 0 OR starts_with(lower(institution.fixmedins_code), ${text}))`,
      ),
    )
    .$if(kind !== undefined, (query) =>
      query.where(
        sql<boolean>`coalesce(basics.kind, CASE WHEN institution.fixmedins_code LIKE 'P%' THEN 'pharmacy' ELSE 'hospital' END) = ${kind}`,
      ),
    )
    .$if(codes !== undefined, (query) => query.where('institution.fixmedins_code', 'in', codes ?? []))
    .$if(admdvs !== undefined, (query) => query.where('institution.admdvs', 'like', `${prefixOf(admdvs ?? '')}%`))
    .orderBy('institution.fixmedins_code')
    .limit(limit)
    .execute();
}

function within(e: ExpressionBuilder<Schema, 'institution'>, scope: Scope) {
  return scope.reach === 'institution'
    ? e('institution.fixmedins_code', '=', scope.fixmedins_code)
    : e.or(scope.regions.map((region) => e('institution.admdvs', 'like', `${prefixOf(region)}%`)));
}

/** Of each kind of licence the one that runs longest counts; of those the one that ends first, if it ends by that day. */
async function licencesUntil(
  db: Kysely<Schema>,
  codes: readonly string[],
  by: string,
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('licence')
    .select((e) => ['fixmedins_code', 'kind', e.fn.max('valid_to').as('valid_to')])
    .where('fixmedins_code', 'in', codes)
    .groupBy(['fixmedins_code', 'kind'])
    .execute();
  const first = new Map<string, string>();
  for (const { fixmedins_code, valid_to } of rows) {
    const before = first.get(fixmedins_code);
    if (valid_to <= by && (before === undefined || valid_to < before)) first.set(fixmedins_code, valid_to);
  }
  return first;
}

function statusOf(standing: StandingOf, today: CivilDate) {
  const { agreements, sanctions } = standing;
  const agreement = currentAgreement(agreements, today);
  const { may, reason, since, until } = settlementStatus(standing, today);
  return {
    status: { may, reason, since: textOf(since), until: textOf(until) },
    agreement:
      agreement === undefined
        ? null
        : {
            number: agreement.number,
            valid_to: formatCivilDate(agreement.to),
            state: agreementState(agreement, sanctions, today),
          },
    measures: sanctions.filter((one) => isInForce(one, today)).map(({ measure }) => measure),
  };
}

const textOf = (day: CivilDate | null): string | null => (day === null ? null : formatCivilDate(day));

interface AgreementView {
  readonly agreement_id: string;
  readonly number: string;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly state: AgreementState;
  /** What was asked for and is neither granted nor refused. */
  readonly asked: AgreementDeed | null;
  /** Last day on which renewal is asked for. */
  readonly renew_by: string;
  readonly acts: readonly { readonly act: AgreementDeed; readonly day: string; readonly leave_day: string | null }[];
}

export interface InstitutionView extends Pick<InstitutionRow, 'fixmedins_code' | 'fixmedins_name' | 'admdvs' | 'kind'> {
  readonly status: StatusView;
  /** 0: only a run named it, nothing is registered. */
  readonly version: number;
  readonly basics: {
    readonly ownership: Ownership | null;
    readonly hosp_lv: string | null;
    readonly uscc: string | null;
    readonly addr: string | null;
    readonly bed_cnt: number | null;
    readonly doctor_cnt: number | null;
    readonly nurse_cnt: number | null;
    readonly pharmacist_cnt: number | null;
    /** Masked. */
    readonly head: string | null;
  };
  readonly agreements: readonly AgreementView[];
  /** First day on which it may leave if it asks today. */
  readonly earliest_leave: string;
  readonly measures: readonly {
    readonly matter_id: string;
    readonly measure: string;
    readonly state: string;
    readonly since: string;
    readonly until: string | null;
    readonly ended: string | null;
    readonly in_force: boolean;
  }[];
  readonly licences: readonly {
    readonly licence_id: string;
    readonly kind: string;
    readonly number: string;
    readonly valid_from: string;
    readonly valid_to: string;
    /** Whether a later one of its kind took its place. */
    readonly replaced: boolean;
  }[];
  /** Paid back or deducted by matters at this institution. */
  readonly recovered_fen: number;
}

/** @throws ShouhuError SH-H002 without the right; SH-H003 where there is none within reach */
export async function readInstitution(
  { db, ring }: { readonly db: Kysely<Schema> | Transaction<Schema>; readonly ring: KeyRing },
  { caller, at }: Asking,
  fixmedins_code: string,
): Promise<InstitutionView> {
  const place = await placeWithin(db, caller, 'institution.read', fixmedins_code);
  const today = civilDayOf(at);
  const basics = await db
    .selectFrom('institution_basics')
    .selectAll()
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirst();
  const standing = (await standingsOf(db, [fixmedins_code])).get(fixmedins_code) ?? { agreements: [], sanctions: [] };
  const licences = await db
    .selectFrom('licence')
    .select(['licence_id', 'kind', 'number', 'valid_from', 'valid_to'])
    .where('fixmedins_code', '=', fixmedins_code)
    .orderBy('valid_to', 'desc')
    .orderBy('licence_id')
    .execute();
  const { ownership = null, hosp_lv = null, uscc = null, addr = null, bed_cnt = null } = basics ?? {};
  const { doctor_cnt = null, nurse_cnt = null, pharmacist_cnt = null, head = null, version = 0 } = basics ?? {};
  const counts = { bed_cnt, doctor_cnt, nurse_cnt, pharmacist_cnt };
  return {
    ...place,
    kind: basics?.kind ?? (fixmedins_code.startsWith('P') ? 'pharmacy' : 'hospital'),
    version,
    status: statusOf(standing, today).status,
    basics: {
      ownership,
      hosp_lv,
      uscc,
      addr,
      ...counts,
      head: head === null ? null : maskName(openHead(ring, fixmedins_code, head)),
    },
    agreements: standing.agreements.map((one) => agreementView(one, standing, today)).toReversed(),
    earliest_leave: formatCivilDate(firstDayOut(today)),
    measures: standing.sanctions.map((one) => measureView(one, today)).toSorted((a, b) => (a.since < b.since ? 1 : -1)),
    licences: licences.map((licence, index) => ({
      ...licence,
      replaced: licences.slice(0, index).some(({ kind }) => kind === licence.kind),
    })),
    recovered_fen: await recoveredAt(db, fixmedins_code),
  };
}

function agreementView(agreement: Agreement, { sanctions }: StandingOf, today: CivilDate): AgreementView {
  const { agreement_id, number, from, to, acts } = agreement;
  return {
    agreement_id,
    number,
    valid_from: formatCivilDate(from),
    valid_to: formatCivilDate(to),
    state: agreementState(agreement, sanctions, today),
    asked: openRequest(agreement)?.act ?? null,
    renew_by: formatCivilDate(lastDayForRenewal(to)),
    acts: acts.map(({ act, day, leave }) => ({ act, day: formatCivilDate(day), leave_day: textOf(leave) })),
  };
}

function measureView(sanction: MeasureOf, today: CivilDate): InstitutionView['measures'][number] {
  const { matter_id, measure, state, since, until, ended } = sanction;
  return {
    matter_id,
    measure,
    state,
    since: formatCivilDate(since),
    until: textOf(until),
    ended: textOf(ended),
    in_force: isInForce(sanction, today),
  };
}

/** Where the name of a head is sealed. */
export const headPlace = (fixmedins_code: string) => ({
  table: 'institution_basics',
  column: 'head',
  row: fixmedins_code,
});

export function openHead(ring: KeyRing, fixmedins_code: string, head: string): string {
  return open(ring, head, headPlace(fixmedins_code));
}
