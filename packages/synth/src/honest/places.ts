/** Where people go: the clinic of their village, their town's hospital, the county's hospitals; the pharmacies they know. */
import type { Institution, Person } from '../model.ts';
import type { Random } from '../random.ts';

export interface Places {
  readonly all: readonly Institution[];
  /** With wards and at least of the second grade. */
  readonly big: readonly Institution[];
  readonly towns: readonly Institution[];
  readonly villages: readonly Institution[];
  readonly pharmacies: readonly Institution[];
  readonly internet: readonly Institution[];
  /** An institution for outpatient care, the internet hospital among them. */
  readonly clinic: (random: Random, person: Person) => Institution;
  /** Where a lasting disease is followed: always the same. */
  readonly steady: (person: Person) => Institution;
  /** One with wards. */
  readonly hospital: (random: Random, person: Person) => Institution;
  /** A large one; the first draws the most. */
  readonly large: (random: Random) => Institution;
  readonly townOf: (person: Person) => Institution;
  readonly villageOf: (person: Person) => Institution;
  /** Mostly the one near home, at times the next best. */
  readonly pharmacy: (random: Random, person: Person) => Institution;
  readonly pharmacyOf: (person: Person) => Institution;
}

/** Sorts institutions by what they offer. */
export function makePlaces(all: readonly Institution[]): Places {
  const big = all.filter((institution) => institution.rank >= 2 && institution.bed_cnt > 0);
  const towns = all.filter((institution) => institution.rank === 1);
  const villages = all.filter((institution) => institution.rank === 0 && institution.fixmedins_type === '1');
  const internet = all.filter((institution) => institution.internet);
  const pharmacies = all.filter((institution) => institution.fixmedins_type === '2');
  const [leading] = big;
  const nth = (list: readonly Institution[], at: number): Institution => {
    const found = list[at % list.length];
    if (found === undefined) throw new RangeError('no such institution');
    return found;
  };
  const townOf = ({ home }: Person): Institution => nth(towns, home.town);
  const villageOf = ({ home }: Person): Institution => nth(villages, home.village);
  // A town with several pharmacies has one beside each of its villages.
  const perTown = Math.max(1, Math.floor(pharmacies.length / towns.length));
  const nearest = ({ home }: Person): number =>
    home.town + towns.length * (Math.floor(home.village / towns.length) % perTown);
  const pharmacyOf = (person: Person): Institution => nth(pharmacies, nearest(person) + (person.home.number % 2));
  const large = (random: Random): Institution =>
    leading !== undefined && random.chance(2000) ? leading : random.pick(big);
  return {
    all,
    big,
    towns,
    villages,
    pharmacies,
    internet,
    townOf,
    villageOf,
    pharmacyOf,
    large,
    clinic: (random, person) => {
      const draw = random.int(100);
      if (draw < 3) return random.pick(internet);
      if (draw < 33) return large(random);
      if (draw < 62) return townOf(person);
      return random.chance(8800) ? villageOf(person) : random.pick(villages);
    },
    steady: (person) => {
      const draw = (person.index * 7 + person.home.number) % 10;
      return draw < 4 ? townOf(person) : draw < 7 ? villageOf(person) : nth(big, person.index);
    },
    hospital: (random, person) => (random.chance(6500) ? large(random) : townOf(person)),
    pharmacy: (random, person) => {
      const draw = random.int(100);
      if (draw < 72) return pharmacyOf(person);
      return draw < 92 ? nth(pharmacies, nearest(person) + 5 + (person.index % 3)) : random.pick(pharmacies);
    },
  };
}
