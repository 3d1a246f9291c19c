/** Where schemes are planted: the county, its culprits, the people of the cases, and the labels of what was done. */
import type { SupplyPlan } from '../county/storeroom.ts';
import type { Course, Practice } from '../honest/basket.ts';
import type { Scene } from '../honest/visits.ts';
import type { SchemeLabel } from '../labels.ts';
import type { Doctor, FeeLine, Home, Institution, Person, Visit } from '../model.ts';
import type { Plot } from '../plant/plot.ts';
import type { Random } from '../random.ts';
import { dayText } from '../write/text.ts';
import { Cast } from './cast.ts';
import type { Wish } from './cast.ts';
import { placesOf, sample } from './culprits.ts';
import type { Culprits, PlaceKind } from './culprits.ts';
import type { Part, SchemeId } from './part.ts';

/** Someone in a case. Honest visits can be made for an actor as for anyone; `perform` puts them into the plot. */
export interface Actor extends Course {
  readonly plot: Plot;
}

/** What was done, gathered visit by visit, without keeping the visits. */
export class Tally {
  readonly places = new Set<Institution>();
  readonly psn_nos = new Set<string>();
  readonly mdtrt_ids = new Set<string>();
  readonly line_ids = new Set<string>();
  inscp = 0;
  from = Number.POSITIVE_INFINITY;
  to = Number.NEGATIVE_INFINITY;

  /** Adds a visit, and of it the lines that count; with `single` the lines are named one by one. */
  add(person: Person, visit: Visit, lines: readonly FeeLine[], single = false): void {
    this.places.add(visit.institution);
    this.psn_nos.add(person.psn_no);
    this.mdtrt_ids.add(visit.mdtrt_id);
    this.from = Math.min(this.from, visit.begin);
    this.to = Math.max(this.to, visit.end ?? visit.begin);
    for (const line of lines) {
      this.inscp += line.inscp;
      if (single) this.line_ids.add(line.line_id);
    }
  }
}

/** What a label is made from; amounts and dates follow from the visits. */
export interface Deed {
  readonly visits: readonly (readonly [Actor, Visit])[];
  /** Where single lines are the fraud. */
  readonly lines?: readonly FeeLine[];
  /** Instead of the in-scope amount of the visits or lines. */
  readonly expected?: number | null;
  readonly also?: readonly string[];
  readonly items?: readonly string[];
}

/** More than there are institutions. */
const MANY = 99;

export class Stage {
  readonly scene: Scene;
  /** Whether hospitals keep books of their stock. */
  readonly hospitalStock: boolean;
  readonly culprits: Culprits;
  readonly labels: SchemeLabel[] = [];
  /** What the culprits did, by institution. */
  readonly deeds = new Map<Institution, Set<SchemeId>>();
  /** Items whose supply is not as usual. */
  readonly supplies: SupplyPlan[] = [];
  readonly #practices: Map<Institution, readonly Practice[]>;
  readonly #later: (() => void)[] = [];
  readonly #cast: Cast;
  readonly #numbers = new Map<string, number>();
  #houses = 0;
  readonly #turns = new Map<string, number>();
  readonly #taken = new Set<string>();
  readonly #guilty: ReadonlySet<Institution>;

  /** Adds plots, and to `practices` what institutions do to everyone; the scene has them as its own. */
  constructor(
    scene: Scene,
    plots: Map<number, Plot>,
    practices: Map<Institution, readonly Practice[]>,
    {
      culprits,
      random,
      hospitalStock,
    }: { readonly culprits: Culprits; readonly random: Random; readonly hospitalStock: boolean },
  ) {
    this.hospitalStock = hospitalStock;
    this.scene = scene;
    this.#practices = practices;
    this.culprits = culprits;
    this.#guilty = new Set(Object.values(culprits).flat());
    this.#cast = new Cast(scene.census, plots, random, scene.calendar.firstDay);
  }

  get firstDay(): number {
    return this.scene.calendar.firstDay;
  }

  get lastDay(): number {
    return this.scene.lastDay;
  }

  /** Days of the county. */
  get span(): number {
    return this.lastDay - this.firstDay + 1;
  }

  /** So many people for this case alone, or none. */
  actors(random: Random, count: number, wish: Wish | ((nth: number) => Wish) = {}): Actor[] | undefined {
    return this.#several(count, (nth) => {
      const plot = this.#cast.principal(random, typeof wish === 'function' ? wish(nth) : wish);
      return plot === undefined ? undefined : actor(plot, random);
    });
  }

  /** So many different people who go on living, or none. */
  people(random: Random, count: number, wish: Wish = {}): Actor[] | undefined {
    const seen = new Set<Plot>();
    return this.#several(count, () => {
      for (let tries = 0; tries < 20; tries += 1) {
        const plot = this.#cast.passerBy(random, wish);
        if (plot === undefined) return undefined;
        if (seen.has(plot)) continue;
        seen.add(plot);
        return actor(plot, random);
      }
      return undefined;
    });
  }

  /** A house of its own for a family that a case makes up. */
  home(random: Random): Home {
    const { census } = this.scene;
    this.#houses += 1;
    return census.newHome(random.int(census.insured), this.#houses);
  }

  /** Given people who go on living: those of them that are in no other case. */
  members(random: Random, indexes: readonly number[]): Actor[] {
    return indexes.flatMap((index) => {
      const plot = this.#cast.ordinary(index);
      return plot === undefined ? [] : [actor(plot, random)];
    });
  }

  /** Institutions for a case: culprits for a scheme that sticks to them, mostly others for a look-alike, else any. */
  places({ random, kind, bound }: Part, of: PlaceKind, count = 1): readonly Institution[] {
    const all = placesOf(this.scene.places, of);
    if (kind === 'scheme' && bound === 'person') return sample(random, all, count);
    if (kind === 'scheme') {
      const guilty = sample(random, this.culprits[of], count);
      const others = all.filter((place) => !this.#guilty.has(place));
      return [...guilty, ...sample(random, others, count - guilty.length)];
    }
    return sample(random, random.chance(8500) ? all.filter((place) => !this.#guilty.has(place)) : all, count);
  }

  place(part: Part, of: PlaceKind): Institution {
    const [found] = this.places(part, of);
    if (found === undefined) throw new RangeError(`no institution of the kind ${of}`);
    return found;
  }

  /** Writes down what was planted. */
  label(part: Part, { visits, lines, ...rest }: Deed): void {
    if (visits.length === 0) throw new RangeError(`${part.scheme} ${part.case}: nothing was planted`);
    const tally = new Tally();
    const single = lines === undefined ? undefined : new Set(lines);
    for (const [{ person }, visit] of visits) {
      const billed = visit.bills.flatMap((bill) => bill.lines);
      tally.add(
        person,
        visit,
        single === undefined ? billed : billed.filter((line) => single.has(line)),
        single !== undefined,
      );
      if (visit.end === null) tally.to = this.lastDay;
    }
    this.write(part, tally, rest);
  }

  /** Writes down what a tally gathered. */
  write({ scheme, bound, case: name, kind }: Part, tally: Tally, rest: Omit<Deed, 'visits' | 'lines'>): void {
    const number = (this.#numbers.get(`${scheme} ${name}`) ?? 0) + 1;
    this.#numbers.set(`${scheme} ${name}`, number);
    const amount = rest.expected === undefined ? tally.inscp : rest.expected;
    this.labels.push({
      label_id: `${scheme}-${name}-${`${number}`.padStart(3, '0')}`,
      scheme,
      kind,
      case: name,
      fixmedins_codes: sorted([...tally.places].map((place) => place.fixmedins_code)),
      psn_nos: sorted([...tally.psn_nos]),
      mdtrt_ids: sorted([...tally.mdtrt_ids]),
      line_ids: sorted([...tally.line_ids]),
      from: dayText(tally.from),
      to: dayText(tally.to),
      expected_amount_fen: kind === 'look-alike' ? null : amount,
      also: sorted(rest.also ?? []),
      item_codes: sorted(rest.items ?? []),
    });
    if (kind !== 'scheme' || bound === 'person') return;
    for (const place of tally.places) if (this.#guilty.has(place)) this.#commit(place, scheme);
  }

  /** How often this case was played before. */
  turn({ scheme, case: name }: Part): number {
    const key = `${scheme} ${name}`;
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    return turn;
  }

  /** An institution for a case at which nothing was done to `what` before: a second practice would undo or double it. */
  freshPlace(part: Part, of: PlaceKind, what: string): Institution | undefined {
    const found = this.places(part, of, MANY).find((place) => !this.#taken.has(`${place.fixmedins_code} ${what}`));
    const guilty = found !== undefined && this.#guilty.has(found);
    if (found === undefined || (part.kind === 'scheme' && part.bound === 'institution' && !guilty)) return undefined;
    this.#taken.add(`${found.fixmedins_code} ${what}`);
    return found;
  }

  /** Those of the days on which the doctors are in no other case, for this one: two cases in one theatre would make one of both. */
  freeDays(doctors: readonly Doctor[], days: readonly number[]): number[] {
    const keys = (day: number): string[] => doctors.map(({ dr_code }) => `${dr_code} ${day}`);
    const free = days.filter((day) => !keys(day).some((key) => this.#taken.has(key)));
    for (const key of free.flatMap(keys)) this.#taken.add(key);
    return free;
  }

  /** Has an institution do something to every visit of the county from now on. */
  practise(institution: Institution, practice: Practice): void {
    this.#practices.set(institution, [...(this.#practices.get(institution) ?? []), practice]);
  }

  /** What can be written down only when all visits of the county are made. */
  afterwards(write: () => void): void {
    this.#later.push(write);
  }

  /** Writes down what the practices did. */
  finish(): void {
    for (const write of this.#later) write();
  }

  #commit(place: Institution, scheme: SchemeId): void {
    const known = this.deeds.get(place) ?? new Set<SchemeId>();
    this.deeds.set(place, known.add(scheme));
  }

  #several(count: number, one: (nth: number) => Actor | undefined): Actor[] | undefined {
    const found: Actor[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      const next = one(nth);
      if (next === undefined) return undefined;
      found.push(next);
    }
    return found;
  }
}

function actor(plot: Plot, random: Random): Actor {
  return { plot, person: plot.person, ledger: plot.ledger, random, ever: new Set(), published: false, staged: true };
}

/** Puts a visit into its actor's life. @returns the pair that labels take */
export function perform(who: Actor, visit: Visit): readonly [Actor, Visit] {
  who.plot.visits.push(visit);
  return [who, visit];
}

/** Whether an actor has nothing from `day` on for so many days, nor on the days beside them. */
export function isFree({ plot }: Actor, day: number, days = 1): boolean {
  return plot.visits.every(({ begin, end }) => day + days < begin || day - 1 > (end ?? Number.POSITIVE_INFINITY));
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].toSorted((a, b) => (a < b ? -1 : 1));
