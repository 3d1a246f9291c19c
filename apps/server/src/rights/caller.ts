/** Who asks, and what of the data the caller's right reaches. */
import { shouhuError } from '@shouhu/errors';
import type { Duty } from '@shouhu/procedure';
import { contains } from './regions.ts';
import { reachOf } from './rights.ts';
import type { RightName } from './rights.ts';

export interface Caller {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly Duty[];
  /** 医保区划 that the caller works for. */
  readonly regions: readonly string[];
  /** The caller's institution, of those who work for one. */
  readonly fixmedins_code: string | null;
  /** What the person has to do before the duties count; until then they are none. Absent: nothing. */
  readonly pending?: Pending | undefined;
}

/** A password that somebody else set is to be changed; an authenticator is to be enrolled, where a duty asks for one. */
export type Pending = 'password' | 'totp';

/** Who asks, when. */
export interface Asking {
  readonly caller: Caller;
  readonly at: Date;
  /** Finds persons whose accounts are kept elsewhere; absent: among the open accounts of the platform. */
  readonly personOf?: PersonOf;
}

/** A person with an open account, by id. */
export type PersonOf = (id: string) => Promise<Caller | null>;

/** What a store may touch: everything in it is asked through a scope. */
export type Scope =
  | { readonly reach: 'region'; readonly regions: readonly string[] }
  | { readonly reach: 'institution'; readonly fixmedins_code: string };

/** A place of the data: the institution, and the region it lies in. */
export interface Whereabouts {
  readonly fixmedins_code: string;
  readonly admdvs: string;
}

/** @throws ShouhuError SH-H002 without the right; SH-A014 for somebody whose duties do not count yet */
export function scopeOf(caller: Caller, right: RightName): Scope {
  if (caller.pending !== undefined) throw shouhuError('SH-A014', {});
  const reach = reachOf(right, caller.duties);
  if (reach === 'region' && caller.regions.length > 0) return { reach, regions: caller.regions };
  if (reach === 'institution' && caller.fixmedins_code !== null)
    return { reach, fixmedins_code: caller.fixmedins_code };
  throw shouhuError('SH-H002', { right });
}

export function isWithin(scope: Scope, { fixmedins_code, admdvs }: Whereabouts): boolean {
  return scope.reach === 'institution'
    ? scope.fixmedins_code === fixmedins_code
    : scope.regions.some((region) => contains(region, admdvs));
}
