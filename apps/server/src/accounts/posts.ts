/** Which duties, regions and institution may stand together on one account. */
import { shouhuError } from '@shouhu/errors';
import { checkPosts } from '../identity/people.ts';
import type { Posts } from '../identity/people.ts';

/** Duties whose accounts are worth stealing: two persons set their passwords and authenticators anew. */
const GUARDED = ['head', 'administrator'];

export function isGuarded(duties: readonly string[]): boolean {
  return duties.some((duty) => GUARDED.includes(duty));
}

/**
 * Staff work for regions, an institution's office for one institution and with no other duty. Whoever makes accounts decides nothing.
 * @throws ShouhuError SH-H005 says which
 */
export function checkTogether(posts: Posts): void {
  checkPosts(posts);
  const { duties, regions, fixmedins_code } = posts;
  const isOffice = duties.includes('institution');
  if (isOffice !== (fixmedins_code !== null) || (isOffice && (duties.length > 1 || regions.length > 0)))
    throw malformed(
      'fixmedins_code',
      '定点机构医保办只属于一家机构，不兼其他职责 an institution’s office has one institution and no other duty',
    );
  if (!isOffice && regions.length === 0) throw malformed('regions', '至少一个区划 at least one region');
  for (const single of ['administrator', 'observer'] as const)
    if (duties.includes(single) && duties.length > 1)
      throw malformed('duties', `${single} 不兼其他职责 has no other duty`);
}

function malformed(field: string, reason: string) {
  return shouhuError('SH-H005', { field, reason });
}
