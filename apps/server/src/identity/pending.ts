/** What stands between signing in and working. */
import type { Duty } from '@shouhu/procedure';
import type { Pending } from '../rights/caller.ts';
import type { Person } from './people.ts';

/** Duties that open what would hurt most: asked for an authenticator wherever the platform is reached from elsewhere. */
export const TOTP_DUTIES: readonly Duty[] = ['head', 'administrator', 'legal-reviewer'];

/** The next thing that a person has to do; the password first, as whoever set it knows it. */
export function pendingOf(
  { must_change, has_totp, duties }: Pick<Person, 'must_change' | 'has_totp' | 'duties'>,
  totpDuties: readonly Duty[],
): Pending | undefined {
  if (must_change) return 'password';
  return !has_totp && duties.some((duty) => totpDuties.includes(duty)) ? 'totp' : undefined;
}
