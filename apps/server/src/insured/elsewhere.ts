/**
 * Filings of care elsewhere (异地就医备案): a referral or another stay by the hospital that sends the person (2501, withdrawn by 2502), residence and
 * whatever else at a window. One holds for all designated institutions of its place. Fields of 2501 as transcribed; what the values of `refl_type` are was found nowhere, so
 * it decides nothing.
 */
import type { Filing, PolicyOf } from '@shouhu/benefits';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { dayOfInstant, formed, node, oneOf, optional, text, coded } from '@shouhu/interface';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { mayAsk } from '../gateway/standing.ts';
import type { Handling, InterfaceTransaction } from '../gateway/transaction.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import { policyOn } from '../settlement/policies.ts';
import type { Schema } from '../store/schema.ts';
import { lockPerson } from './lock-person.ts';
import { insuranceFor, insuredOf } from './read-insured.ts';
import { checkSpan } from './spans.ts';
import { withdrawalOf } from './withdrawal.ts';
import { insuredWithin } from './within-reach.ts';

/** Months for which a referral or another stay holds when no end was said; residence holds until it is withdrawn. */
const MONTHS = 6;

interface Filed {
  readonly psn_no: string;
  readonly insutype: string;
  readonly kind: Filing;
  /** 就医地医保区划: a county, or a city or province with zeros. */
  readonly mdtrtarea_admdvs: string;
  readonly begndate: string;
  readonly enddate: string | null;
}

interface By {
  readonly at: Date;
  readonly policyOf: PolicyOf;
  /** 参保地医保区划 that a message states. */
  readonly insuplc_admdvs: string | null;
  readonly fixmedins_code: string | null;
  readonly msgid: string | null;
  readonly filed_by: string | null;
  readonly trt_dcla_detl_sn?: string;
}

/** @throws ShouhuError SH-F001, SH-F007, SH-F008, SH-F009 where it overlaps one of its kind, SH-F011, SH-F016 for a place that is not elsewhere */
async function fileElsewhere(trx: Transaction<Schema>, filed: Filed, by: By): Promise<string> {
  const { psn_no, insutype, kind, mdtrtarea_admdvs, begndate, enddate } = filed;
  const { at, policyOf: _, insuplc_admdvs: stated, ...whose } = by;
  checkSpan(begndate, enddate);
  await lockPerson(trx, psn_no);
  const { insuplc_admdvs } = insuranceFor(await insuredOf(trx, psn_no), insutype, begndate, stated);
  const home = policyOn(by, insuplc_admdvs).admdvs;
  if (mdtrtarea_admdvs.startsWith(home)) throw shouhuError('SH-F016', { mdtrtarea_admdvs, home });
  const last = kind === 'resident' ? null : sql`(${begndate}::date + make_interval(months => ${MONTHS}))::date`;
  const end = enddate === null ? sql<string | null>`${last}::date` : sql<string | null>`${enddate}::date`;
  const { rows } = await sql<{ id: string }>`SELECT trt_dcla_detl_sn AS id FROM elsewhere
    WHERE psn_no = ${psn_no} AND insutype = ${insutype} AND kind = ${kind} AND mdtrtarea_admdvs = ${mdtrtarea_admdvs}
      AND withdrawn_at IS NULL AND daterange(begndate, enddate, '[]') && daterange(${begndate}::date, ${end}, '[]')`.execute(
    trx,
  );
  if (rows[0] !== undefined) throw shouhuError('SH-F009', rows[0]);
  const { trt_dcla_detl_sn } = await trx
    .insertInto('elsewhere')
    .values({
      psn_no,
      insutype,
      kind,
      mdtrtarea_admdvs,
      begndate,
      enddate: end,
      ...whose,
      filed_at: at,
      withdrawn_at: null,
    })
    .returning('trt_dcla_detl_sn')
    .executeTakeFirstOrThrow();
  return trt_dcla_detl_sn;
}

/** The filing that holds for care that begins on a day at a place: residence before a referral before another stay. */
export async function filingFor(
  trx: Transaction<Schema>,
  {
    psn_no,
    insutype,
    day,
    admdvs,
  }: { readonly psn_no: string; readonly insutype: string; readonly day: string; readonly admdvs: string },
): Promise<Filing | null> {
  const found = await trx
    .selectFrom('elsewhere')
    .select(['kind', 'mdtrtarea_admdvs'])
    .where('psn_no', '=', psn_no)
    .where('insutype', '=', insutype)
    .where('withdrawn_at', 'is', null)
    .where('begndate', '<=', day)
    .where((e) => e.or([e('enddate', 'is', null), e('enddate', '>=', day)]))
    .execute();
  const kinds = new Set(
    found.filter((one) => admdvs.startsWith(prefixOf(one.mdtrtarea_admdvs))).map(({ kind }) => kind),
  );
  return (['resident', 'referral', 'temporary'] as const).find((kind) => kinds.has(kind)) ?? null;
}

const referralInput = node({
  refmedin: node({
    psn_no: text(30),
    insutype: coded('insutype'),
    insu_optins: optional(formed(/^\d{6}$/, 6, '429000')),
    tel: optional(text(50)),
    addr: optional(text(200)),
    diag_code: text(20),
    diag_name: text(100),
    dise_cond_dscr: optional(text(2_000)),
    reflin_medins_no: text(30),
    reflin_medins_name: text(200),
    mdtrtarea_admdvs: formed(/^\d{6}$/, 6, '420100'),
    hosp_agre_refl_flag: oneOf('0', '1'),
    refl_type: optional(text(6)),
    refl_date: dayOfInstant,
    refl_rea: optional(text(1_000)),
    refl_opnn: optional(text(200)),
    begndate: dayOfInstant,
    enddate: optional(dayOfInstant),
    refl_old_mdtrt_id: optional(text(30)),
  }),
});

/** Reasons, telephone and address are not kept: nothing here asks for them. */
async function refer(handling: Handling, { refmedin }: z.output<typeof referralInput>): Promise<object> {
  const { trx, policyOf, message, at } = handling;
  const { psn_no, insutype, mdtrtarea_admdvs, begndate, enddate, hosp_agre_refl_flag, insu_optins } = refmedin;
  await mayAsk(handling);
  const { fixmedins_code, msgid, insuplc_admdvs } = message;
  if (insu_optins !== null && insu_optins !== insuplc_admdvs)
    throw shouhuError('SH-F007', { stated: insu_optins, registered: insuplc_admdvs ?? '' });
  // Without the hospital's word it is the person's own wish to go elsewhere.
  const kind = hosp_agre_refl_flag === '1' ? 'referral' : 'temporary';
  const filed = { psn_no, insutype, kind, mdtrtarea_admdvs, begndate, enddate } as const;
  const by = { at, policyOf, insuplc_admdvs, fixmedins_code, msgid, filed_by: null };
  return { result: { trt_dcla_detl_sn: await fileElsewhere(trx, filed, by) } };
}

const named = ['2501', '2501A'].map((infno): InterfaceTransaction<z.output<typeof referralInput>> => ({
  infno,
  name: '转院备案',
  input: referralInput,
  handle: refer,
}));

export const elsewhereTransactions: readonly InterfaceTransaction[] = [
  ...named,
  withdrawalOf('elsewhere', { infno: '2502', name: '转院备案撤销' }),
];

/** At a window, with the papers that were seen. A repeat of `filing_id` files nothing again. @throws ShouhuError SH-H002, SH-H003 and those of filing */
export async function fileAtWindow(
  { db, policyOf }: Pick<Services, 'db' | 'policyOf'>,
  { caller, at }: Asking,
  { filing_id, papers, ...filed }: Filed & { readonly filing_id: string; readonly papers: string },
): Promise<string> {
  const id = filing_id.replaceAll('-', '').slice(0, 30);
  return transaction(db, 'read committed', async (trx) => {
    const { region } = await insuredWithin(trx, caller, 'insured.file', filed.psn_no);
    await lockPerson(trx, filed.psn_no);
    const known = await trx
      .selectFrom('elsewhere')
      .select(['psn_no', 'kind', 'mdtrtarea_admdvs'])
      .where('trt_dcla_detl_sn', '=', id)
      .executeTakeFirst();
    if (known !== undefined) {
      const { psn_no, kind, mdtrtarea_admdvs } = filed;
      if (known.psn_no !== psn_no || known.kind !== kind || known.mdtrtarea_admdvs !== mdtrtarea_admdvs)
        throw shouhuError('SH-F009', { id });
      return id;
    }
    const by = {
      at,
      policyOf,
      insuplc_admdvs: null,
      fixmedins_code: null,
      msgid: null,
      filed_by: caller.id,
      trt_dcla_detl_sn: id,
    };
    await fileElsewhere(trx, filed, by);
    const detail = `${filed.kind} ${filed.mdtrtarea_admdvs} ${filed.begndate}: ${papers}`;
    await note(trx, caller, at, { action: 'insured.elsewhere', subject: `insured:${filed.psn_no}`, region, detail });
    return id;
  });
}

/** Whoever filed it. What was settled by it stands. @throws ShouhuError SH-H002, SH-H003, SH-F010 */
export async function withdrawAtWindow(
  { db }: Pick<Services, 'db'>,
  { caller, at }: Asking,
  {
    psn_no,
    trt_dcla_detl_sn,
    reason,
  }: { readonly psn_no: string; readonly trt_dcla_detl_sn: string; readonly reason: string },
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { region } = await insuredWithin(trx, caller, 'insured.file', psn_no);
    await lockPerson(trx, psn_no);
    const ended = await trx
      .updateTable('elsewhere')
      .set({ withdrawn_at: at })
      .where('trt_dcla_detl_sn', '=', trt_dcla_detl_sn)
      .where('psn_no', '=', psn_no)
      .where('withdrawn_at', 'is', null)
      .returning('trt_dcla_detl_sn')
      .executeTakeFirst();
    if (ended === undefined) throw shouhuError('SH-F010', { id: trt_dcla_detl_sn });
    const subject = `insured:${psn_no}`;
    await note(trx, caller, at, {
      action: 'insured.elsewhere-withdrawn',
      subject,
      region,
      detail: `${trt_dcla_detl_sn}: ${reason}`,
    });
  });
}
