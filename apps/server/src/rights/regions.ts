import { admdvsPrefix } from '@shouhu/codes';

/** Regions contain each other by their digits. */
export { admdvsPrefix as prefixOf } from '@shouhu/codes';

/** Whether `inner` lies within `outer`, or is it. */
export function contains(outer: string, inner: string): boolean {
  return inner.startsWith(admdvsPrefix(outer));
}
