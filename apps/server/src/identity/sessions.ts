/** Sessions: twelve hours at most by the library, and thirty minutes without use by us. The database is asked every time. */
import type { Kysely } from 'kysely';
import { isId } from '../people/people.ts';
import type { Schema } from '../store/schema.ts';
import type { Auth } from './auth.ts';
import { findPerson } from './people.ts';
import type { Person } from './people.ts';

export const IDLE_MS = 30 * 60_000;

/** How exactly the last use is kept: a write for every request would be too many. */
const KEPT_MS = 60_000;

interface Found {
  readonly person: Person;
  /** Begun by what is two factors in one: a passkey, or a provider that says so. */
  readonly twoFactors: boolean;
}

/** Whose session the cookies name, marking it as used; null without one, or when it has ended or its person was disabled. */
export async function personOf(db: Kysely<Schema>, auth: Auth, headers: Headers): Promise<Found | null> {
  const found = await auth.api.getSession({ headers });
  if (found === null) return null;
  const { id, userId, updatedAt, twoFactors } = found.session;
  const now = Date.now();
  const unused_ms = now - updatedAt.getTime();
  const person = await findPerson(db, { id: userId });
  if (person === null || person.disabled || unused_ms > IDLE_MS) {
    await db.deleteFrom('user_session').where('id', '=', id).execute();
    return null;
  }
  if (unused_ms > KEPT_MS) {
    await db
      .updateTable('user_session')
      .set({ updated_at: new Date(now) })
      .where('id', '=', id)
      .execute();
    // Those that nobody came back to, so that lists of sessions show what is alive.
    await db
      .deleteFrom('user_session')
      .where('updated_at', '<', new Date(now - IDLE_MS))
      .execute();
  }
  return { person, twoFactors: twoFactors === true };
}

/** The token of a session of a person's own; null for any other. */
export async function tokenOf(db: Kysely<Schema>, user_id: string, session_id: string): Promise<string | null> {
  if (!isId(session_id)) return null;
  const found = await db
    .selectFrom('user_session')
    .select('token')
    .where('id', '=', session_id)
    .where('user_id', '=', user_id)
    .executeTakeFirst();
  return found?.token ?? null;
}
