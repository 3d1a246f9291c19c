/** The few institutions of a county that commit what sticks to an institution, chosen by the seed. */
import type { Places } from '../honest/places.ts';
import type { Institution } from '../model.ts';
import type { Random } from '../random.ts';

export type PlaceKind = 'big' | 'town' | 'village' | 'pharmacy';

export type Culprits = Readonly<Record<PlaceKind, readonly Institution[]>>;

const COUNTS: Readonly<Record<PlaceKind, number>> = { big: 2, town: 2, village: 1, pharmacy: 3 };
/** Where there are many of a kind, one in so many. */
const ONE_IN = 17;

/** All institutions of a kind. */
export function placesOf(places: Places, kind: PlaceKind): readonly Institution[] {
  const { big, towns, villages, pharmacies } = places;
  return { big, town: towns, village: villages, pharmacy: pharmacies }[kind];
}

export function chooseCulprits(places: Places, random: Random): Culprits {
  const some = (kind: PlaceKind): readonly Institution[] => {
    const all = placesOf(places, kind);
    return sample(random, all, Math.max(COUNTS[kind], Math.round(all.length / ONE_IN)));
  };
  return { big: some('big'), town: some('town'), village: some('village'), pharmacy: some('pharmacy') };
}

/** So many different members of a list, or all of a shorter one, in a drawn order. */
export function sample<T>(random: Random, list: readonly T[], count: number): T[] {
  const left = [...list];
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(random.int(left.length), 1));
  return drawn;
}
