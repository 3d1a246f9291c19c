/** Regions contain each other by their digits: 42 0000 a province, 4290 00 a city, 429004 a county (GB/T 2260). */

/** The digits that every code within a region begins with. A province's or city's own level (…9900, …99) is the place itself. */
export function prefixOf(admdvs: string): string {
  const digits = admdvs.replace(/9900$/, '0000').replace(/99$/, '00');
  return digits.replace(/0{4}$/, '').replace(/^(\d{4})00$/, '$1');
}

/** Whether `inner` lies within `outer`, or is it. */
export function contains(outer: string, inner: string): boolean {
  return inner.startsWith(prefixOf(outer));
}
