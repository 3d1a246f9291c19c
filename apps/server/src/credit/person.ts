/** One record for each person (一人一档): code and name sealed, found by a blind index, shown masked. */
import { randomUUID } from 'node:crypto';
import { shouhuError } from '@shouhu/errors';
import { blindIndex, maskName, open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely, Transaction } from 'kysely';
import { transaction } from '@shouhu/database';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';

export type PersonKind = 'staff' | 'insured';

export interface PersonStated {
  /** National code of staff, person number of the insured. */
  readonly code: string;
  readonly name: string;
}

/** By this a person is found again, in whatever letters the code was typed. */
export function codeIndex(ring: KeyRing, kind: PersonKind, code: string): string {
  return blindIndex(ring, `credit ${kind}`, code.trim().toUpperCase());
}

/** The record of a person, made when there is none yet; the first name stays. */
export async function personOf(
  trx: Transaction<Schema>,
  ring: KeyRing,
  kind: PersonKind,
  { code: typed, name }: PersonStated,
): Promise<string> {
  const code = typed.trim().toUpperCase();
  const code_index = codeIndex(ring, kind, code);
  const person_id = randomUUID();
  const made = await trx
    .insertInto('credit_person')
    .values({
      person_id,
      kind,
      code_index,
      code_sealed: seal(ring, code, whereOf('code', person_id)),
      code_masked: `***${code.slice(-4)}`,
      name_sealed: seal(ring, name.trim(), whereOf('name', person_id)),
      name_masked: maskName(name),
    })
    .onConflict((on) => on.column('code_index').doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (made !== undefined) return made.person_id;
  const known = await findPerson(trx, code_index);
  if (known === undefined) throw shouhuError('SH-H003', { id: '' });
  return known;
}

export async function findPerson(
  db: Kysely<Schema> | Transaction<Schema>,
  code_index: string,
): Promise<string | undefined> {
  const found = await db
    .selectFrom('credit_person')
    .select('person_id')
    .where('code_index', '=', code_index)
    .executeTakeFirst();
  return found?.person_id;
}

/** Name and code in clear, for a purpose that stands in the log before the answer leaves. */
export async function revealPerson(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  person_id: string,
  purpose: Purpose,
): Promise<PersonStated> {
  const scope = scopeOf(caller, 'points.reveal');
  return transaction(db, 'read committed', async (trx) => {
    const found = await personWithin(trx, scope, person_id);
    await note(trx, caller, at, {
      action: 'points.reveal',
      subject: `person:${person_id}`,
      purpose: purposeText(purpose),
      region: caller.regions[0] ?? '',
    });
    return {
      code: open(ring, found.code_sealed, whereOf('code', person_id)),
      name: open(ring, found.name_sealed, whereOf('name', person_id)),
    };
  });
}

/**
 * A person whom some matter within reach is about: of points, or, for staff of the bureau, of a listing.
 * @throws ShouhuError SH-H003 where there is none
 */
export async function personWithin(db: Kysely<Schema> | Transaction<Schema>, scope: Scope, person_id: string) {
  const found = await db
    .selectFrom('credit_person')
    .selectAll()
    .where('person_id', '=', person_id)
    .where((e) =>
      e.or([
        e.exists(
          e
            .selectFrom('points_finding')
            .innerJoin('matter', 'matter.matter_id', 'points_finding.matter_id')
            .select('matter.matter_id')
            .whereRef('points_finding.person_id', '=', 'credit_person.person_id')
            .where(rowsWithin(scope, 'matter')),
        ),
        ...(scope.reach === 'institution'
          ? []
          : [
              e.exists(
                e
                  .selectFrom('credit_entry')
                  .innerJoin('matter', 'matter.matter_id', 'credit_entry.matter_id')
                  .select('matter.matter_id')
                  .whereRef('credit_entry.person_id', '=', 'credit_person.person_id')
                  .where(rowsWithin(scope, 'matter')),
              ),
            ]),
      ]),
    )
    .executeTakeFirst();
  if (found === undefined) throw shouhuError('SH-H003', { id: person_id });
  return found;
}

function whereOf(column: 'code' | 'name', row: string) {
  return { table: 'credit_person', column, row };
}
