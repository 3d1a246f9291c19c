/** Takes the insured of a folder of registry tables in: whoever is new or changed, and nobody else. May be killed and begun again. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readRow, registryTables } from '@shouhu/claims';
import type { RegistryTableName, Row } from '@shouhu/claims';
import { civilDay, formatCivilDate } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { reasonText, shouhuError } from '@shouhu/errors';
import type { ShouhuError } from '@shouhu/errors';
import { openWith } from '@shouhu/ledger';
import { blindIndex, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { cardIndex, certIndex, chipIndex } from './credential.ts';
import { employerPlace, personalAccount, personPlace } from './read-insured.ts';
import { readRegistry } from './read-registry.ts';
import type { RegistryRow, Texts } from './read-registry.ts';

/** A person who was not taken, with the first reason. */
interface NotTaken {
  readonly table: RegistryTableName;
  readonly psn_no: string;
  readonly zh: string;
  readonly en: string;
}

export interface TakenIn {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The first of those who were refused. */
  readonly faults: readonly NotTaken[];
}

/** Persons written in one transaction. */
const BATCH = 4_000;
const FAULTS_SHOWN = 20;
/** What fills personal accounts on their first day. */
const ACCOUNTS_FUND = 'fund:310200';

type Taking = Pick<Services, 'db' | 'ring' | 'folder'>;

/** @throws ShouhuError SH-F013 when the folder has no registry */
export async function takeInsured(services: Taking, { caller, at }: Asking, folder: string): Promise<TakenIn> {
  const sums = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  const faults: NotTaken[] = [];
  let waiting: Registered[] = [];
  let writing: Promise<void> = Promise.resolve();
  const write = async (batch: readonly Registered[]): Promise<void> => {
    const { added, changed } = await writeBatch(services, batch, at);
    sums.added += added;
    sums.changed += changed;
    sums.unchanged += batch.length - added - changed;
  };
  /** Two batches at once: while the database writes the one, the other is sealed. */
  const begin = async (): Promise<void> => {
    const next = write(waiting);
    waiting = [];
    // What goes wrong is told when it is waited for.
    next.catch(() => undefined);
    await writing;
    writing = next;
  };
  for await (const rows of readRegistry(folder, join(services.folder, 'spill'))) {
    for (const row of rows) {
      const read = registered(row);
      if ('person' in read) waiting.push(read);
      else {
        sums.refused += 1;
        if (faults.length < FAULTS_SHOWN) faults.push(read);
      }
    }
    if (waiting.length >= BATCH) await begin();
  }
  await begin();
  await writing;
  if (sums.added + sums.changed > 0)
    await transaction(services.db, 'read committed', async (trx) =>
      note(trx, caller, at, {
        action: 'insured.taken',
        subject: 'insured',
        region: caller.regions[0] ?? '',
        detail: `added ${sums.added}, changed ${sums.changed}, refused ${sums.refused}`,
      }),
    );
  return { ...sums, faults };
}

interface Registered {
  readonly person: Row;
  readonly insurances: readonly Row[];
  readonly identities: readonly Row[];
}

function registered({ person, insurances, identities }: RegistryRow): Registered | NotTaken {
  const psn_no = person['psn_no'] ?? '';
  const faults: NotTaken[] = [];
  const read = (table: RegistryTableName, texts: Texts): Row => {
    const result = readRow(registryTables[table], texts);
    if (result.ok) return result.row;
    const [first] = result.faults;
    if (first !== undefined) {
      const [zh, en] = [reasonText(first.code, first.params, 'zh'), reasonText(first.code, first.params, 'en')];
      faults.push({ table, psn_no, zh, en });
    }
    return {};
  };
  const all = {
    person: read('psn_info_b', person),
    insurances: insurances.map((one) => read('psn_insu_d', one)),
    identities: identities.map((one) => read('psn_idet_d', one)),
  };
  return (
    faults[0] ??
    all.insurances.map(insuranceFault).find(isFault) ??
    all.identities.map(identityFault).find(isFault) ??
    all
  );
}

const isFault = (fault: NotTaken | null): fault is NotTaken => fault !== null;

const STATES = new Set(['', '1', '2', '4']);

/** What the fields of an insurance are on their own, and would not be together. */
function insuranceFault(row: Row): NotTaken | null {
  const { psn_insu_stas: state, insuplc_admdvs: place, psn_insu_date: from, paus_insu_date: to } = row;
  if (!STATES.has(String(state ?? ''))) return refused('psn_insu_d', row, unknownCode('psn_insu_stas', state));
  if (!/^\d{6}$/.test(String(place))) return refused('psn_insu_d', row, unknownCode('insuplc_admdvs', place));
  return spanFault('psn_insu_d', row, from, to);
}

function identityFault(row: Row): NotTaken | null {
  return spanFault('psn_idet_d', row, row['begndate'], row['enddate']);
}

type Cell = Row[string] | undefined;

const unknownCode = (field: string, value: Cell) => shouhuError('SH-F015', { field, value: String(value) });

function spanFault(table: RegistryTableName, row: Row, from: Cell, to: Cell): NotTaken | null {
  if (typeof from !== 'number' || typeof to !== 'number' || from <= to) return null;
  return refused(table, row, shouhuError('SH-F011', { from: dayText(from) ?? '', to: dayText(to) ?? '' }));
}

const refused = (table: RegistryTableName, row: Row, { zh, en }: ShouhuError): NotTaken => ({
  table,
  psn_no: textOf(row, 'psn_no'),
  zh,
  en,
});

async function writeBatch({ db, ring }: Taking, rows: readonly Registered[], at: Date) {
  // Of a person who stands there twice the last row counts.
  const batch = [...new Map(rows.map((one) => [textOf(one.person, 'psn_no'), one])).values()];
  const digests = new Map(batch.map((one) => [textOf(one.person, 'psn_no'), digestOf(ring, one)]));
  const codes = [...digests.keys()];
  return transaction(db, 'read committed', async (trx) => {
    const known = await trx
      .selectFrom('insured_person')
      .select(['psn_no', 'digest'])
      .where('psn_no', '=', sql<string>`ANY(${codes}::text[])`)
      .execute();
    const before = new Map(known.map(({ psn_no, digest }) => [psn_no, digest]));
    const wanted = batch.filter(({ person }) => {
      const psn_no = textOf(person, 'psn_no');
      return before.get(psn_no) !== digests.get(psn_no);
    });
    if (wanted.length > 0) await writePersons(trx, ring, wanted, digests, at);
    const changed = wanted.filter(({ person }) => before.has(textOf(person, 'psn_no'))).length;
    return { added: wanted.length - changed, changed };
  });
}

async function writePersons(
  trx: Transaction<Schema>,
  ring: KeyRing,
  wanted: readonly Registered[],
  digests: ReadonlyMap<string, string>,
  at: Date,
): Promise<void> {
  const persons = wanted.map(({ person }) => personRow(ring, person, digests));
  const codes = persons.map(({ psn_no }) => psn_no);
  const day = formatCivilDate(civilDayOf(at));
  await sql`INSERT INTO insured_person
    SELECT *, ${at}::timestamptz FROM ${asTable(persons, PERSON)}
    ON CONFLICT (psn_no) DO UPDATE SET ${sql.raw(
      PERSON.slice(1)
        .map(([name]) => `${name} = excluded.${name}`)
        .join(', '),
    )}, updated_at = excluded.updated_at`.execute(trx);
  await sql`DELETE FROM insurance WHERE psn_no = ANY(${codes}::text[])`.execute(trx);
  await sql`DELETE FROM insured_identity WHERE psn_no = ANY(${codes}::text[])`.execute(trx);
  const insurances = wanted.flatMap((one) => one.insurances.map((each) => insuranceRow(ring, each)));
  await sql`INSERT INTO insurance SELECT * FROM ${asTable(insurances, INSURANCE)} ON CONFLICT DO NOTHING`.execute(trx);
  const identities = wanted.flatMap((one) => one.identities.map(identityRow));
  await sql`INSERT INTO insured_identity SELECT * FROM ${asTable(identities, IDENTITY)} ON CONFLICT DO NOTHING`.execute(
    trx,
  );
  const balances = new Map(
    wanted.flatMap(({ insurances: all }) =>
      all.flatMap(({ psn_no, balc }): [string, number][] =>
        typeof balc === 'number' ? [[personalAccount(String(psn_no)), Math.max(0, balc)]] : [],
      ),
    ),
  );
  const accounts = [...balances].map(([account, fen]) => ({ account, fen }));
  const opening = { entry_id: randomUUID(), day, memo: '个人账户期初余额', from: ACCOUNTS_FUND, accounts };
  if (accounts.length > 0) await openWith(trx, opening, at);
}

/** Columns of a table with their types, in the order of the table. */
type Columns = readonly (readonly [name: string, type: 'text' | 'date'])[];

const PERSON = [
  ['psn_no', 'text'],
  ['psn_cert_type', 'text'],
  ['certno', 'text'],
  ['certno_index', 'text'],
  ['psn_name', 'text'],
  ['gend', 'text'],
  ['naty', 'text'],
  ['brdy', 'date'],
  ['die_date', 'date'],
  ['card_index', 'text'],
  ['card_sn_index', 'text'],
  ['digest', 'text'],
] as const satisfies Columns;

function personRow(ring: KeyRing, row: Row, digests: ReadonlyMap<string, string>) {
  const psn_no = textOf(row, 'psn_no');
  const [psn_cert_type, certno] = [textOf(row, 'psn_cert_type'), textOf(row, 'certno')];
  const [card, chip] = [row['card_no'] ?? null, row['card_sn'] ?? null];
  return {
    psn_no,
    psn_cert_type,
    certno: seal(ring, certno, personPlace('certno', psn_no)),
    certno_index: certIndex(ring, psn_cert_type, certno),
    psn_name: seal(ring, textOf(row, 'psn_name'), personPlace('psn_name', psn_no)),
    gend: textOf(row, 'gend'),
    naty: row['naty'] ?? null,
    brdy: dayText(row['brdy']),
    die_date: dayText(row['die_date']),
    card_index: card === null ? null : cardIndex(ring, String(card)),
    card_sn_index: card === null ? null : chipIndex(ring, String(chip ?? '')),
    digest: digests.get(psn_no) ?? '',
  };
}

const INSURANCE = [
  ['psn_no', 'text'],
  ['insutype', 'text'],
  ['psn_type', 'text'],
  ['psn_insu_stas', 'text'],
  ['psn_insu_date', 'date'],
  ['paus_insu_date', 'date'],
  ['cvlserv_flag', 'text'],
  ['insuplc_admdvs', 'text'],
  ['emp_name', 'text'],
] as const satisfies Columns;

function insuranceRow(ring: KeyRing, row: Row) {
  const [psn_no, insutype] = [textOf(row, 'psn_no'), textOf(row, 'insutype')];
  const employer = row['emp_name'] ?? null;
  return {
    psn_no,
    insutype,
    psn_type: textOf(row, 'psn_type'),
    psn_insu_stas: textOf(row, 'psn_insu_stas') || '1',
    psn_insu_date: dayText(row['psn_insu_date']),
    paus_insu_date: dayText(row['paus_insu_date']),
    cvlserv_flag: String(row['cvlserv_flag'] ?? 0),
    insuplc_admdvs: textOf(row, 'insuplc_admdvs'),
    emp_name: employer === null ? null : seal(ring, String(employer), employerPlace(psn_no, insutype)),
  };
}

const IDENTITY = [
  ['psn_no', 'text'],
  ['psn_idet_type', 'text'],
  ['begndate', 'date'],
  ['enddate', 'date'],
  ['psn_type_lv', 'text'],
  ['memo', 'text'],
] as const satisfies Columns;

const identityRow = (row: Row) => ({
  psn_no: textOf(row, 'psn_no'),
  psn_idet_type: textOf(row, 'psn_idet_type'),
  begndate: dayText(row['begndate']),
  enddate: dayText(row['enddate']),
  psn_type_lv: row['psn_type_lv'] ?? null,
  memo: row['memo'] ?? null,
});

/** Rows as a source of a statement: one array for each column. */
function asTable<Names extends Columns>(
  rows: readonly Readonly<Record<Names[number][0], string | number | null>>[],
  columns: Names,
): RawBuilder<unknown> {
  const arrays = columns.map(([name, type]) => {
    const values: unknown[] = rows.map((row: Readonly<Record<string, string | number | null>>) => row[name]);
    return sql`${values}::${sql.raw(type)}[]`;
  });
  return sql`unnest(${sql.join(arrays)}) AS taken (${sql.raw(columns.map(([name]) => name).join(', '))})`;
}

function textOf(row: Row, name: string): string {
  return String(row[name] ?? '');
}

function dayText(day: string | number | null | undefined): string | null {
  return typeof day === 'number' ? formatCivilDate(civilDay(day)) : null;
}

/** Of everything that the folder says of a person: equal means that nothing is to be written. */
function digestOf(ring: KeyRing, { person, insurances, identities }: Registered): string {
  const sorted = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();
  return blindIndex(ring, 'insured digest', JSON.stringify([person, sorted(insurances), sorted(identities)]));
}
