/** The county's insured: households, nursing homes and single persons, each made from the seed and an index alone. */
import type { Home, Person } from '../model.ts';
import { Random, fork } from '../random.ts';
import { districtOf } from './institutions.ts';
import type { District } from './institutions.ts';
import { BLOCK, MOST_HOUSEHOLDS, householdSizes, members } from './household.ts';
import type { Member } from './household.ts';
import { drawInsurance, personNumber } from './people.ts';

/** Index range of the residents of a nursing home. */
export interface NursingHome {
  readonly first: number;
  readonly residents: number;
}

interface Household {
  readonly first: number;
  readonly people: readonly Person[];
}

export class Census {
  readonly insured: number;
  readonly nursingHomes: readonly NursingHome[];
  readonly #seed: number;
  readonly #firstDay: number;
  readonly #employers: number;
  /** Each town has a hospital, each village a clinic; the n-th village lies in town n modulo the towns. */
  readonly #district: District;
  /** First block of each nursing home → its number. */
  readonly #homeOfBlock = new Map<number, number>();
  #last: Household = { first: -1, people: [] };

  /** `firstDay` is the day on which ages are counted; `served`: people of ordinary use whom the county is laid out for. */
  constructor(seed: number, insured: number, firstDay: number, served = insured) {
    this.#seed = seed;
    this.insured = insured;
    this.#district = districtOf(served);
    this.#firstDay = firstDay;
    this.#employers = Math.max(5, Math.floor(insured / 60));
    this.nursingHomes = placeHomes(seed, insured);
    for (const [at, { first, residents }] of this.nursingHomes.entries()) {
      for (let index = first; index < first + residents; index += BLOCK) {
        this.#homeOfBlock.set(Math.floor(index / BLOCK), at);
      }
    }
  }

  /** The n-th insured person as on the first day. */
  person(index: number): Person {
    const { first, people } = this.#last;
    const known = index >= first ? people[index - first] : undefined;
    if (known !== undefined) return known;
    this.#last = this.#household(index);
    const made = this.#last.people[index - this.#last.first];
    if (made === undefined) throw new RangeError(`nobody at ${index}`);
    return made;
  }

  /** Those who live with the n-th person, the person among them. */
  householdOf(index: number): readonly Person[] {
    this.person(index);
    return this.#last.people;
  }

  /** Whether the n-th person lives in a nursing home. */
  isResident(index: number): boolean {
    const at = this.#homeOfBlock.get(Math.floor(index / BLOCK));
    if (at === undefined) return false;
    const home = this.nursingHomes[at];
    return home !== undefined && index < home.first + home.residents;
  }

  /** The n-th house that no household of the county lives in, in the village of a given person. */
  newHome(neighbour: number, nth: number): Home {
    const { village } = this.person(neighbour).home;
    const number = Math.ceil(this.insured / BLOCK) * MOST_HOUSEHOLDS + MOST_HOUSEHOLDS + nth;
    return this.#home(number, village, `示例村${village + 1}组${number}号`, 'family');
  }

  #household(index: number): Household {
    const block = Math.floor(index / BLOCK);
    const home = this.#homeOfBlock.get(block);
    if (home !== undefined) return this.#resident(index, block, home);
    const random = new Random(fork(fork(this.#seed, 1), block));
    const village = random.int(this.#district.villages);
    let first = block * BLOCK;
    for (const [nth, size] of householdSizes(random).entries()) {
      if (index < first + size) return this.#family(first, size, block * MOST_HOUSEHOLDS + nth, village);
      first += size;
    }
    throw new RangeError(`no household of ${index}`);
  }

  #family(first: number, size: number, number: number, village: number): Household {
    const random = new Random(fork(fork(this.#seed, 4), number));
    const home = this.#home(number, village, `示例村${village + 1}组${number}号`, 'family');
    const all = members(random, size);
    return { first, people: all.map((member, at) => this.#make(random, first + at, member, home, first)) };
  }

  /** A resident of a nursing home, or one of its staff who lives beside it. */
  #resident(index: number, block: number, at: number): Household {
    const random = new Random(fork(fork(this.#seed, 4), index + 0x40000000));
    const { first, residents } = this.nursingHomes[at] ?? { first: 0, residents: 0 };
    const village = at % this.#district.villages;
    const old = index < first + residents;
    const number = old ? (first / BLOCK) * MOST_HOUSEHOLDS : block * MOST_HOUSEHOLDS + (index % BLOCK);
    const addr = old ? `示例养老院${at + 1}号院` : `示例村${village + 1}组${number}号`;
    const home = this.#home(number, village, addr, old ? 'nursing' : 'family');
    const member: Member = {
      age: old ? random.between(68, 96) : random.between(22, 58),
      gend: random.chance(old ? 4000 : 3000) ? '1' : '2',
    };
    return { first: index, people: [this.#make(random, index, member, home, old ? first : index)] };
  }

  #make(random: Random, index: number, { age, gend }: Member, home: Home, reference: number): Person {
    const { insutype, psn_type } = drawInsurance(random, age);
    const borrowsPhone = (age < 14 && random.chance(9000)) || (age > 74 && random.chance(4500)) || random.chance(300);
    const employed = insutype === '310' && psn_type.slice(2) !== '03';
    const draw = random.int(10_000);
    return {
      index,
      psn_no: personNumber(index),
      gend,
      brdy: this.#firstDay - age * 365 - Math.floor(age / 4) - random.int(365),
      insutype,
      psn_type,
      town: home.town,
      home,
      phone: borrowsPhone ? reference : index,
      employer: employed ? Math.floor((this.#employers * draw * draw) / 100_000_000) : null,
      aided: insutype !== '310' && random.chance(350),
      die_date: null,
    };
  }

  #home(number: number, village: number, place: string, kind: Home['kind']): Home {
    const town = village % this.#district.towns;
    return { number, town, village, addr: `测试县第${town + 1}镇${place}`, kind };
  }
}

/** A few homes of 15 to 40 residents, spread over the county; none where there are not enough people. */
function placeHomes(seed: number, insured: number): readonly NursingHome[] {
  if (insured < 600) return [];
  const random = new Random(fork(seed, 5));
  const count = insured < 3000 ? 1 : 3 + Math.floor(insured / 18_000);
  const blocks = Math.floor(insured / BLOCK);
  const stretch = Math.floor(blocks / count);
  return Array.from({ length: count }, (_, at) => ({
    first: (at * stretch + random.int(Math.max(1, stretch - 4))) * BLOCK,
    residents: random.between(15, 40),
  }));
}
