/** Takes in a file of institutions: each row whole or not at all; the same file again changes nothing. */
import { createHash, randomUUID } from 'node:crypto';
import { isAdmdvs, formatCivilDate, readInstitutionCode } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { KeyRing } from '@shouhu/vault';
import type { Transaction } from 'kysely';
import { civilDayOf } from '../../casework/matter.ts';
import { addToDossier } from '../../dossier/dossier.ts';
import type { Services } from '../../http/new-app.ts';
import { note } from '../../log/log.ts';
import { isWithin, scopeOf } from '../../rights/caller.ts';
import type { Asking, Scope } from '../../rights/caller.ts';
import type { Schema } from '../../store/schema.ts';
import { againstAgreement, enterAgreement } from '../agreements.ts';
import { changesOf, changeText, registered, storeBasics } from '../basics.ts';
import { enterLicence } from '../change-institution.ts';
import { columnOf, readInstitutionRow } from './read-institution.ts';
import type { Column, ReadInstitution, Reject } from './read-institution.ts';
import { readTable } from './read-table.ts';
import type { TableRow } from './read-table.ts';

export interface Imported {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejects: readonly Reject[];
}

/**
 * @param import_id made by the client: a repeat gets the same answer and does nothing
 * @throws ShouhuError SH-E… for a file that is not taken, SH-H002 without the right, SH-H006 for the id of another file, SH-H050 where the first row
 * does not name code and name
 */
export async function importInstitutions(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  asking: Asking,
  import_id: string,
  bytes: Buffer,
): Promise<Imported> {
  const { caller, at } = asking;
  const scope = scopeOf(caller, 'institution.write');
  const digest = createHash('sm3').update(bytes).digest('hex');
  const { rows, read, rejects } = readRows(await readTable(bytes));
  return transaction(db, 'read committed', async (trx) => {
    const before = await trx
      .selectFrom('institution_import')
      .select((e) => ['digest', e.ref('outcome').$castTo<Imported>().as('outcome')])
      .where('import_id', '=', import_id)
      .executeTakeFirst();
    if (before !== undefined) {
      if (before.digest !== digest) throw shouhuError('SH-H006', { id: import_id });
      return before.outcome;
    }
    const count = { added: 0, changed: 0, unchanged: 0 };
    // In the order of their codes, so that two imports never wait for each other in a circle.
    for (const one of read.toSorted((a, b) => (a.fixmedins_code < b.fixmedins_code ? -1 : 1))) {
      const done = await takeIn(trx, ring, asking, scope, one);
      if (typeof done === 'string') count[done] += 1;
      else rejects.push(done);
    }
    const outcome = { rows, ...count, rejects: rejects.toSorted((a, b) => a.line - b.line) };
    await trx
      .insertInto('institution_import')
      .values({ import_id, digest, outcome: JSON.stringify(outcome), recorded_by: caller.id, recorded_at: at })
      .execute();
    await note(trx, caller, at, {
      action: 'institution.write',
      subject: `import:${import_id}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify({ digest, rows, ...count, rejected: rejects.length }),
    });
    return outcome;
  });
}

function readRows([header, ...rows]: readonly TableRow[]) {
  const columns = (header?.cells ?? []).map(columnOf);
  const missing = (['fixmedins_code', 'fixmedins_name'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) throw shouhuError('SH-H050', { columns: missing.join('、') });
  const read: ReadInstitution[] = [];
  const rejects: Reject[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of rows) {
    const one = readInstitutionRow(line, cellsOf(columns, cells));
    if ('reason' in one) rejects.push(one);
    else if (seen.has(one.fixmedins_code)) rejects.push({ line, field: 'fixmedins_code', reason: 'twice' });
    else read.push(one);
    if (!('reason' in one)) seen.add(one.fixmedins_code);
  }
  return { rows: rows.length, read, rejects };
}

function cellsOf(columns: readonly (Column | undefined)[], cells: readonly string[]): Partial<Record<Column, string>> {
  const found: Partial<Record<Column, string>> = {};
  for (const [at, column] of columns.entries()) {
    const text = cells[at]?.trim() ?? '';
    if (column !== undefined && text !== '') found[column] = text;
  }
  return found;
}

async function takeIn(
  trx: Transaction<Schema>,
  ring: KeyRing,
  asking: Asking,
  scope: Scope,
  { line, fixmedins_code, admdvs, basics, licence, agreement }: ReadInstitution,
): Promise<'added' | 'changed' | 'unchanged' | Reject> {
  const known = await trx
    .selectFrom('institution')
    .selectAll()
    .where('fixmedins_code', '=', fixmedins_code)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const place = {
    fixmedins_code,
    admdvs: known?.admdvs ?? admdvs ?? regionOf(fixmedins_code) ?? asking.caller.regions[0] ?? '',
  };
  if (!isWithin(scope, place)) return { line, field: 'fixmedins_code', reason: 'reach' };
  const isSigned = agreement !== null && (await isSame(trx, fixmedins_code, agreement));
  if (agreement !== null && !isSigned && (await againstAgreement(trx, fixmedins_code, agreement)) !== null)
    return { line, field: 'agreement_number', reason: 'agreement' };
  if (known === undefined) {
    const fixmedins_name = basics.fixmedins_name ?? fixmedins_code;
    await trx
      .insertInto('institution')
      .values({ ...place, fixmedins_name })
      .execute();
  }
  const before = await registered(trx, ring, fixmedins_code, known?.fixmedins_name ?? '');
  const fields = changesOf(before.basics, basics);
  if (fields.length > 0 || before.version === 0) {
    await storeBasics(trx, ring, fixmedins_code, before, basics);
    const detail = {
      day: formatCivilDate(civilDayOf(asking.at)),
      changes: changeText(before.basics, basics, fields),
    };
    const subject = `institution:${fixmedins_code}`;
    const entry = {
      entry_id: randomUUID(),
      fixmedins_code,
      region: place.admdvs,
      kind: 'basics',
      subject,
      detail,
    } as const;
    await addToDossier(trx, asking, entry);
  }
  const licensed =
    licence !== null &&
    (await enterLicence(trx, asking, place, {
      ...licence,
      licence_id: randomUUID(),
      kind: fixmedins_code.startsWith('P') ? 'pharmacy' : 'medical',
      copy_digest: null,
    }));
  if (agreement !== null && !isSigned)
    await enterAgreement(trx, asking, place, { ...agreement, agreement_id: randomUUID() });
  if (known === undefined) return 'added';
  const isChanged = fields.length > 0 || before.version === 0 || licensed || (agreement !== null && !isSigned);
  return isChanged ? 'changed' : 'unchanged';
}

function regionOf(fixmedins_code: string): string | undefined {
  const admdvs = readInstitutionCode(fixmedins_code)?.admdvs;
  return admdvs !== undefined && isAdmdvs(admdvs) ? admdvs : undefined;
}

async function isSame(
  trx: Transaction<Schema>,
  fixmedins_code: string,
  { number, valid_from, valid_to }: { readonly number: string; readonly valid_from: string; readonly valid_to: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom('agreement')
    .select('agreement_id')
    .where('number', '=', number)
    .where('fixmedins_code', '=', fixmedins_code)
    .where('valid_from', '=', valid_from)
    .where('valid_to', '=', valid_to)
    .executeTakeFirst();
  return row !== undefined;
}
