/** Who is at the other end: signing in and out, sessions, and the accounts behind them. */
import assert from 'node:assert/strict';
import type { Asking, Caller } from '../rights/caller.ts';
import { makeAuth } from './auth.ts';
import type { AuthOptions } from './auth.ts';
import { makeHandler } from './handler.ts';
import type { Handler } from './handler.ts';
import { pendingOf } from './pending.ts';
import { createUser, disableUser, setDuties } from './people.ts';
import type { NewUser, Posts } from './people.ts';
import { personOf } from './sessions.ts';

export interface Identity {
  readonly handler: Handler;
  /** Whose session the headers of a request carry; null is nobody's. It marks the session as used. */
  readonly callerOf: (headers: Headers) => Promise<Caller | null>;
  /** See {@link createUser}, {@link disableUser}, {@link setDuties}: whether the caller may is for the route to say. */
  readonly createUser: (asking: Asking, wanted: NewUser) => Promise<string>;
  readonly disableUser: (asking: Asking, id: string) => Promise<void>;
  readonly setDuties: (asking: Asking, id: string, posts: Posts) => Promise<void>;
}

/** It goes by the clock of the machine, as the library knows no other. */
export function createIdentity(options: AuthOptions): Identity {
  const { db, secret } = options;
  assert(secret.length >= 32, 'the secret of sessions is too short');
  const auth = makeAuth(options);
  return {
    handler: makeHandler(auth, options),
    callerOf: async (headers) => {
      const found = await personOf(db, auth, headers);
      if (found === null) return null;
      const { person, twoFactors } = found;
      const pending = pendingOf(person, twoFactors ? [] : (options.totpDuties ?? []));
      return pending === undefined ? person : { ...person, duties: [], pending };
    },
    createUser: (asking, wanted) => createUser(db, asking, wanted),
    disableUser: (asking, id) => disableUser(db, asking, id),
    setDuties: (asking, id, posts) => setDuties(db, asking, id, posts),
  };
}
