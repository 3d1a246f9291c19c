/** An insured person as staff may ask for one: insured in a region of theirs. */
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import { contains } from '../rights/regions.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import { insuredOf } from './read-insured.ts';
import type { Insured } from './read-insured.ts';

/** @throws ShouhuError SH-H002 without the right, SH-H003 for whoever is out of reach or nobody */
export async function insuredWithin(
  db: Kysely<Schema> | Transaction<Schema>,
  caller: Caller,
  right: RightName,
  psn_no: string,
): Promise<{ readonly person: Insured; readonly region: string }> {
  const scope = scopeOf(caller, right);
  const known = await db.selectFrom('insurance').select('insuplc_admdvs').where('psn_no', '=', psn_no).execute();
  const places = known.map(({ insuplc_admdvs }) => insuplc_admdvs);
  const region = places.find(
    (place) => scope.reach === 'region' && scope.regions.some((each) => contains(each, place)),
  );
  if (region === undefined) throw shouhuError('SH-H003', { id: shownNumber(psn_no) });
  return { person: await insuredOf(db, psn_no), region };
}

/** A person number as lists show it. */
export const shownNumber = (psn_no: string): string => `***${psn_no.slice(-4)}`;
