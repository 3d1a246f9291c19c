/** Where schemes are planted: the county, its culprits, the people of the cases, and the labels of what was done. */
import type { Course } from '../honest/basket.ts';
import type { Scene } from '../honest/visits.ts';
import type { SchemeLabel } from '../labels.ts';
import type { FeeLine, Home, Institution, Visit } from '../model.ts';
import type { Plot } from '../plant/plot.ts';
import type { Random } from '../random.ts';
import { dayText } from '../write/text.ts';
import { Cast } from './cast.ts';
import type { Wish } from './cast.ts';
import { placesOf, sample } from './culprits.ts';
import type { Culprits, PlaceKind } from './culprits.ts';
import type { Play, SchemeId } from './scheme.ts';

/** Someone in a case. Honest visits can be made for an actor as for anyone; `perform` puts them into the plot. */
export interface Actor extends Course {
  readonly plot: Plot;
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

export class Stage {
  readonly scene: Scene;
  readonly culprits: Culprits;
  readonly labels: SchemeLabel[] = [];
  /** What the culprits did, by institution. */
  readonly deeds = new Map<Institution, Set<SchemeId>>();
  readonly #cast: Cast;
  readonly #numbers = new Map<string, number>();
  readonly #guilty: ReadonlySet<Institution>;

  constructor(scene: Scene, plots: Map<number, Plot>, culprits: Culprits, random: Random) {
    this.scene = scene;
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

  /** Where some family of the county lives. */
  home(random: Random): Home {
    const { census } = this.scene;
    for (let tries = 0; tries < 100; tries += 1) {
      const { home } = census.person(random.int(census.insured));
      if (home.kind === 'family') return home;
    }
    return census.person(0).home;
  }

  /** Given people who go on living: those of them that are in no other case. */
  members(random: Random, indexes: readonly number[]): Actor[] {
    return indexes.flatMap((index) => {
      const plot = this.#cast.ordinary(index);
      return plot === undefined ? [] : [actor(plot, random)];
    });
  }

  /** Institutions for a case: culprits for a scheme that sticks to them, mostly others for a look-alike. */
  places({ random, kind }: Play, of: PlaceKind, count = 1): readonly Institution[] {
    const all = placesOf(this.scene.places, of);
    if (kind === 'scheme') {
      const guilty = sample(random, this.culprits[of], count);
      const others = all.filter((place) => !this.#guilty.has(place));
      return [...guilty, ...sample(random, others, count - guilty.length)];
    }
    return sample(random, random.chance(8500) ? all.filter((place) => !this.#guilty.has(place)) : all, count);
  }

  place(play: Play, of: PlaceKind): Institution {
    const [found] = this.places(play, of);
    if (found === undefined) throw new RangeError(`no institution of the kind ${of}`);
    return found;
  }

  /** Writes down what was planted. */
  label({ scheme, bound, case: name, kind }: Play, deed: Deed): void {
    const { visits, lines } = deed;
    if (visits.length === 0) throw new RangeError(`${scheme} ${name}: nothing was planted`);
    const number = (this.#numbers.get(`${scheme} ${name}`) ?? 0) + 1;
    this.#numbers.set(`${scheme} ${name}`, number);
    const charged = lines ?? visits.flatMap(([, visit]) => visit.bills.flatMap((bill) => bill.lines));
    const places = new Set(visits.map(([, visit]) => visit.institution));
    this.labels.push({
      label_id: `${scheme}-${name}-${`${number}`.padStart(3, '0')}`,
      scheme,
      kind,
      case: name,
      fixmedins_codes: sorted([...places].map((place) => place.fixmedins_code)),
      psn_nos: sorted(visits.map(([{ person }]) => person.psn_no)),
      mdtrt_ids: sorted(visits.map(([, visit]) => visit.mdtrt_id)),
      line_ids: sorted((lines ?? []).map((line) => line.line_id)),
      from: dayText(Math.min(...visits.map(([, visit]) => visit.begin))),
      to: dayText(Math.max(...visits.map(([, visit]) => visit.end ?? this.lastDay))),
      expected_amount_fen:
        kind === 'look-alike' ? null : deed.expected === undefined ? inscpOf(charged) : deed.expected,
      also: sorted(deed.also ?? []),
      item_codes: sorted(deed.items ?? []),
    });
    if (kind !== 'scheme' || bound === 'person') return;
    for (const place of places) if (this.#guilty.has(place)) this.#commit(place, scheme);
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

const inscpOf = (lines: readonly FeeLine[]): number => lines.reduce((sum, line) => sum + line.inscp, 0);
const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].toSorted((a, b) => (a < b ? -1 : 1));
