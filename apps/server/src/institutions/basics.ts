/** What is registered of an institution: how it is compared, stored and told to the dossier. */
import { seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { headPlace, openHead } from './registry.ts';
import type { InstitutionKind, Ownership } from './schema.ts';

/** Every field may be absent: what is not stated stays as it is. */
export interface Basics {
  readonly fixmedins_name?: string | undefined;
  readonly kind?: InstitutionKind | undefined;
  readonly ownership?: Ownership | undefined;
  readonly hosp_lv?: string | undefined;
  readonly uscc?: string | undefined;
  readonly addr?: string | undefined;
  readonly bed_cnt?: number | undefined;
  readonly doctor_cnt?: number | undefined;
  readonly nurse_cnt?: number | undefined;
  readonly pharmacist_cnt?: number | undefined;
  readonly head?: string | undefined;
}

/** The fields of {@link Basics}, in the order of a page. */
export const BASICS = [
  'fixmedins_name',
  'kind',
  'ownership',
  'hosp_lv',
  'uscc',
  'addr',
  'bed_cnt',
  'doctor_cnt',
  'nurse_cnt',
  'pharmacist_cnt',
  'head',
] as const satisfies readonly (keyof Basics)[];

/** As registered now; `version` 0 where nothing is. */
export interface Registered {
  readonly version: number;
  readonly basics: Basics;
}

export async function registered(
  trx: Transaction<Schema>,
  ring: KeyRing,
  fixmedins_code: string,
  fixmedins_name: string,
): Promise<Registered> {
  const row = await trx
    .selectFrom('institution_basics')
    .selectAll()
    .where('fixmedins_code', '=', fixmedins_code)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return { version: 0, basics: { fixmedins_name } };
  const { version, head, ...fields } = row;
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return {
    version,
    basics: { ...known, fixmedins_name, ...(head === null ? {} : { head: openHead(ring, fixmedins_code, head) }) },
  };
}

/** Fields that would change. */
export function changesOf(before: Basics, wanted: Basics): (typeof BASICS)[number][] {
  return BASICS.filter((field) => wanted[field] !== undefined && wanted[field] !== before[field]);
}

/** Stores the fields that are stated beside those that are known. */
export async function storeBasics(
  trx: Transaction<Schema>,
  ring: KeyRing,
  fixmedins_code: string,
  { version, basics }: Registered,
  wanted: Basics,
): Promise<void> {
  const { fixmedins_name, head, kind = kindOf(fixmedins_code), ...fields } = { ...basics, ...defined(wanted) };
  const row = {
    kind,
    ownership: fields.ownership ?? null,
    hosp_lv: fields.hosp_lv ?? null,
    uscc: fields.uscc ?? null,
    addr: fields.addr ?? null,
    bed_cnt: fields.bed_cnt ?? null,
    doctor_cnt: fields.doctor_cnt ?? null,
    nurse_cnt: fields.nurse_cnt ?? null,
    pharmacist_cnt: fields.pharmacist_cnt ?? null,
    head: head === undefined ? null : seal(ring, head, headPlace(fixmedins_code)),
    version: version + 1,
  };
  await trx
    .insertInto('institution_basics')
    .values({ fixmedins_code, ...row })
    .onConflict((on) => on.column('fixmedins_code').doUpdateSet(row))
    .execute();
  if (fixmedins_name !== undefined)
    await trx.updateTable('institution').set({ fixmedins_name }).where('fixmedins_code', '=', fixmedins_code).execute();
}

function kindOf(fixmedins_code: string): InstitutionKind {
  return fixmedins_code.startsWith('P') ? 'pharmacy' : 'hospital';
}

function defined(basics: Basics): Basics {
  return Object.fromEntries(Object.entries(basics).filter(([, value]) => value !== undefined));
}

/** What the dossier says of a change: old and new of each field, but for the name of a person. */
export function changeText(before: Basics, wanted: Basics, fields: readonly (typeof BASICS)[number][]): string[] {
  return fields.map((field) =>
    field === 'head' ? 'head' : `${field}: ${String(before[field] ?? '—')} → ${String(wanted[field])}`,
  );
}
