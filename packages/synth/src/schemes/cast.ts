/** Finds the people of a case: some who live for it alone, and some who do it beside their ordinary life. */
import type { Census } from '../county/census.ts';
import { birthday, fittingInsurance } from '../county/people.ts';
import type { Home, Person } from '../model.ts';
import { Plot } from '../plant/plot.ts';
import type { Random } from '../random.ts';

/** What a case asks of its people. */
export interface Wish {
  /** Completed years, both included. */
  readonly age?: readonly [number, number];
  /** Day of birth, in place of an age. */
  readonly brdy?: number;
  readonly dies?: number;
  readonly gend?: '1' | '2';
  /** With or without a personal account. */
  readonly insutype?: '310' | '390';
  readonly village?: number;
  readonly home?: Home;
  readonly phone?: number;
  readonly employer?: number;
}

/** Tries to find someone who fits by nature before someone is made to fit. */
const TRIES = 24;
/** Share of the county, in ten-thousandths, that may be taken for schemes alone. */
const MOST_TAKEN = 3500;

export class Cast {
  readonly #census: Census;
  readonly #plots: Map<number, Plot>;
  readonly #day: number;
  readonly #stride: number;
  #at: number;
  #left: number;

  /** Adds to `plots`; ages are those of `day`. */
  constructor(census: Census, plots: Map<number, Plot>, random: Random, day: number) {
    this.#census = census;
    this.#plots = plots;
    this.#day = day;
    this.#stride = coprime(Math.floor(census.insured * 0.381_97) + 1, census.insured);
    this.#at = random.int(census.insured);
    this.#left = Math.floor((census.insured * MOST_TAKEN) / 10_000);
  }

  /** Someone who is in no other case; undefined when nobody is left. */
  principal(random: Random, wish: Wish): Plot | undefined {
    let index = this.#next();
    const naturally = wish.brdy === undefined ? TRIES : 0;
    for (let tries = 0; tries < naturally && index !== undefined && !this.#fits(index, wish); tries += 1) {
      index = this.#next();
    }
    if (index === undefined || this.#left === 0) return undefined;
    return this.#take(index, recast(this.#census.person(index), wish, random, this.#day));
  }

  /** Someone who goes on living; may have done so in other cases. Undefined when nobody fits. */
  passerBy(random: Random, wish: Wish): Plot | undefined {
    for (let tries = 0; tries < TRIES * 8; tries += 1) {
      const index = random.int(this.#census.insured);
      const known = this.#plots.get(index);
      if (known !== undefined ? !known.ordinary : this.#census.isResident(index)) continue;
      if (!this.#fits(index, wish)) continue;
      return known ?? this.ordinary(index);
    }
    return undefined;
  }

  /** A given person who goes on living; undefined when the person is in another case. */
  ordinary(index: number): Plot | undefined {
    const known = this.#plots.get(index);
    if (known !== undefined) return known.ordinary ? known : undefined;
    const plot = new Plot(this.#census.person(index));
    plot.ordinary = true;
    this.#plots.set(index, plot);
    return plot;
  }

  #take(index: number, person: Person): Plot {
    const plot = new Plot(person);
    this.#plots.set(index, plot);
    this.#left -= 1;
    return plot;
  }

  #next(): number | undefined {
    const { insured } = this.#census;
    for (let tries = 0; tries < insured; tries += 1) {
      this.#at = (this.#at + this.#stride) % insured;
      if (!this.#plots.has(this.#at) && !this.#census.isResident(this.#at)) return this.#at;
    }
    return undefined;
  }

  #fits(index: number, { age, gend, insutype, village }: Wish): boolean {
    const person = this.#census.person(index);
    const years = yearsAt(person.brdy, this.#day);
    return (
      (age === undefined || (years >= age[0] && years <= age[1])) &&
      (gend === undefined || person.gend === gend) &&
      (insutype === undefined || person.insutype === insutype) &&
      (village === undefined || person.home.village === village)
    );
  }
}

/** Completed years to within a day or two, which is enough to cast somebody. */
function yearsAt(brdy: number, day: number): number {
  return Math.floor((day - brdy) / 365.25);
}

/** The person with what is wished, which most of the wished for have by nature. */
function recast(person: Person, wish: Wish, random: Random, day: number): Person {
  const { age, brdy, dies, gend, insutype, home, phone, employer } = wish;
  const years = yearsAt(person.brdy, day);
  const fits = brdy === undefined && (age === undefined || (years >= age[0] && years <= age[1]));
  const now = fits ? years : age === undefined ? 0 : random.between(age[0], age[1]);
  const insured = insutype ?? (now >= 18 ? person.insutype : '390');
  const same = fits && insured === person.insutype;
  const employed = insured === '310' ? (employer ?? person.employer) : null;
  return {
    ...person,
    gend: gend ?? person.gend,
    brdy: brdy ?? (fits ? person.brdy : birthday(day, now) - random.int(300)),
    ...(same ? {} : fittingInsurance(now, insured)),
    home: home ?? person.home,
    town: (home ?? person.home).town,
    phone: phone ?? person.phone,
    employer: employed,
    die_date: dies ?? null,
  };
}

function coprime(from: number, insured: number): number {
  let stride = from;
  while (divisor(stride, insured) > 1) stride += 1;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
