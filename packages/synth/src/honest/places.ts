/** Where people go: near home mostly, to the county's hospitals at times. */
import type { Institution } from '../model.ts';
import type { Random } from '../random.ts';

export interface Places {
  readonly all: readonly Institution[];
  /** An institution for outpatient care, the internet hospital among them. */
  readonly clinic: (random: Random, town: number) => Institution;
  /** One with wards. */
  readonly hospital: (random: Random, town: number) => Institution;
  /** One with a department of obstetrics. */
  readonly birth: (random: Random) => Institution;
  readonly pharmacy: (random: Random) => Institution;
}

/** Sorts institutions by what they offer. */
export function makePlaces(all: readonly Institution[]): Places {
  const big = all.filter((institution) => institution.rank >= 2 && institution.bed_cnt > 0);
  const towns = all.filter((institution) => institution.rank === 1);
  const villages = all.filter((institution) => institution.rank === 0 && institution.fixmedins_type === '1');
  const internet = all.filter((institution) => institution.internet);
  const pharmacies = all.filter((institution) => institution.fixmedins_type === '2');
  const near = (random: Random, town: number): Institution => towns[town % towns.length] ?? random.pick(towns);
  return {
    all,
    clinic: (random, town) => {
      const draw = random.int(100);
      if (draw < 3) return random.pick(internet);
      if (draw < 35) return random.pick(big);
      return draw < 65 ? near(random, town) : random.pick(villages);
    },
    hospital: (random, town) => (random.chance(6500) ? random.pick(big) : near(random, town)),
    birth: (random) => random.pick(big),
    pharmacy: (random) => random.pick(pharmacies),
  };
}
