/** Regions contain each other by their digits (GB/T 2260). */

/**
 * The digits that every code within a region begins with: 42 of a province, 4290 of a city, 429004 of a county. A province's or city's own
 * level (…9900, …99) is the place itself.
 */
export function admdvsPrefix(admdvs: string): string {
  const digits = admdvs.replace(/9900$/, '0000').replace(/99$/, '00');
  return digits.replace(/0{4}$/, '').replace(/^(\d{4})00$/, '$1');
}
