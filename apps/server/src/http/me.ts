import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import { z } from 'zod';
import type { Caller, Pending } from '../rights/caller.ts';
import { reachOf, rightNames } from '../rights/rights.ts';
import type { RightName } from '../rights/rights.ts';
import { list } from './list.ts';
import type { App, Services } from './new-app.ts';
import { headersOf } from './sign-in.ts';

/** Who is signed in, and what a screen may offer to them; whether it is allowed is decided anew with every request. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly Duty[];
  readonly regions: readonly string[];
  readonly fixmedins_code: string | null;
  readonly pending: Pending | null;
  /** Rights that the duties give somewhere. */
  readonly rights: readonly RightName[];
}

const me = z.object({
  id: z.string(),
  name: z.string(),
  duties: list(z.enum(Object.keys(DUTIES))),
  regions: list(z.string()),
  fixmedins_code: z.string().nullable(),
  pending: z.enum(['password', 'totp']).nullable(),
  rights: list(z.enum(rightNames)),
});

function meOf(caller: Caller): Me {
  const { id, name, duties, regions, fixmedins_code, pending = null } = caller;
  const rights = rightNames.filter((right) => reachOf(right, duties) !== null);
  return { id, name, duties, regions, fixmedins_code, pending, rights };
}

/** The caller, for the caller. */
export function meRoutes(app: App): void {
  app.get('/api/me', { schema: { response: { 200: me } } }, async ({ asking: { caller } }) => meOf(caller));
}

/** The first question of a page: who is signed in, which may be nobody. */
export function sessionRoutes(app: App, { callerOf }: Pick<Services, 'callerOf'>): void {
  const session = z.object({ me: me.nullable() });
  app.get('/api/session', { schema: { response: { 200: session } } }, async ({ headers }) => {
    const caller = await callerOf(headersOf({ headers }));
    return { me: caller && meOf(caller) };
  });
}
