/** The names of the country's regions: a file of its own, read when the first of them is wanted. */
import { admdvsName, allRegions } from '@shouhu/codes';

/** Name by code, those of a province's and a city's own level among them. */
export function regionNames(): ReadonlyMap<string, string> {
  const codes = [...allRegions().values()].flatMap(({ code, level }) => {
    if (level === 'county') return [code];
    return [code, level === 'province' ? `${code.slice(0, 2)}9900` : `${code.slice(0, 4)}99`];
  });
  return new Map(codes.map((code) => [code, admdvsName(code) ?? code]));
}
