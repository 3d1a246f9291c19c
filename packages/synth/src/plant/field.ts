/** Where cases are planted: what is known, who is free, and the plots made so far. */
import type { NationalFacts, PointRow } from '@shouhu/rulebook';
import type { OwnCatalogue } from '../catalogue/own.ts';
import type { Census } from '../county/census.ts';
import type { Period } from '../county/period.ts';
import type { Places } from '../honest/places.ts';
import { doctorOf } from '../honest/doctors.ts';
import type { Demand } from '../knowledge/demands.ts';
import { providerOf } from '../knowledge/provider.ts';
import { brokenClasses } from '../knowledge/standing.ts';
import type { FeeLine, Item, Visit } from '../model.ts';
import { Random, fork } from '../random.ts';
import { Plot } from './plot.ts';
import { fitPerson, profileFor } from './profile.ts';
import type { Profile, Wish } from './profile.ts';

export interface FieldParts {
  readonly seed: number;
  readonly insured: number;
  readonly period: Period;
  readonly facts: NationalFacts;
  readonly demands: ReadonlyMap<string, Demand>;
  readonly own: OwnCatalogue;
  readonly places: Places;
  readonly census: Census;
}

/** A case in the making: the visit that shows it. */
export interface Scenario {
  readonly plot: Plot;
  readonly visit: Visit;
  readonly profile: Profile;
  readonly day: number;
}

/** Hands out persons spread over the county, each to one case. */
export class Field {
  readonly parts: FieldParts;
  readonly plots = new Map<number, Plot>();
  readonly #stride: number;
  #fresh: Plot[] = [];
  /** Persons whose case was given up. */
  readonly #free: number[] = [];
  #taken = 0;
  #cases = 0;

  constructor(parts: FieldParts) {
    this.parts = parts;
    this.#stride = strideOf(parts.insured);
  }

  /** Cases that still find a person, leaving as many people unplanted. */
  get room(): number {
    return Math.floor(this.parts.insured / 2) - this.#taken + this.#free.length;
  }

  /** A stream of its own for the next case. */
  random(): Random {
    this.#cases += 1;
    return new Random(fork(fork(this.parts.seed, 3), this.#cases));
  }

  /** A day on which a point is in force, with room before and after it inside the county's period. */
  dayFor(random: Random, points: readonly Pick<PointRow, 'from' | 'to'>[], before = 0, after = 0): number | undefined {
    const { firstDay, lastDay } = this.parts.period;
    const from = Math.max(firstDay, ...points.map((point) => point.from)) + before;
    const to = Math.min(lastDay, ...points.map((point) => point.to)) - after;
    return from > to ? undefined : random.between(from, to);
  }

  /** A plot with one empty visit that satisfies all demands but for what is wished. */
  scenario(demands: readonly Demand[], day: number, random: Random, wish: Wish = {}): Scenario | undefined {
    const { places } = this.parts;
    const profile = profileFor(demands, day, places, random, wish);
    if (profile === undefined) return undefined;
    const plot = this.plot(profile, day);
    return { plot, visit: this.visit(plot, profile, day), profile, day };
  }

  /** The next free person, made to a profile. */
  plot(profile: Profile, day: number): Plot {
    const { census } = this.parts;
    const index = this.#free.pop() ?? this.#next();
    const plot = new Plot(fitPerson(census.person(index), profile, day));
    this.plots.set(index, plot);
    this.#fresh.push(plot);
    return plot;
  }

  /** Plots made since it was last asked, without those dropped. */
  fresh(): Plot[] {
    const made = this.#fresh.filter((plot) => this.plots.get(plot.person.index) === plot);
    this.#fresh = [];
    return made;
  }

  /** A visit as the profile says; a stay lasts `days` nights. Drugs that must have come first are charged beside. */
  visit(plot: Plot, profile: Profile, day: number, days = 2, begin_second = 34_800): Visit {
    const { institution, med_type, insutype, matn_type, diagnoses, before } = profile;
    const ward = med_type.startsWith('2') || med_type === '52';
    const end = ward ? day + days : day;
    const visit = plot.visit({
      institution,
      med_type,
      insutype,
      matn_type,
      begin: day,
      end,
      begin_second,
      doctor: doctorOf(institution, 'internal', plot.person.index),
    });
    visit.diagnoses.push(...diagnoses);
    for (const terms of before) {
      const [term] = terms;
      const item = term === undefined ? undefined : providerOf(term, 0);
      if (item !== undefined) plot.charge(visit, { item, rxno: plot.ledger.prescription(), prd_days: 10_000 });
    }
    return visit;
  }

  /** Charges an item; a herb stands in a compound of invented ones, so that it is not alone. */
  use(scenario: Scenario, item: Item, parts: Partial<Parameters<Plot['charge']>[1]> = {}): FeeLine {
    const { plot, visit } = scenario;
    const drug = item.kind !== 'service' && item.kind !== 'consumable';
    const rxno = drug ? plot.ledger.prescription() : undefined;
    const line = plot.charge(visit, { item, rxno, prd_days: drug ? 10_000 : undefined, ...parts });
    if (item.kind === 'herb') {
      for (const herb of this.parts.own.herbs.slice(0, 5))
        plot.charge(visit, { item: herb, rxno: line.rxno, cnt: 100_000 });
    }
    return line;
  }

  /** Classes that a line breaks by itself, by the county's own arithmetic. */
  broken(demand: Demand, { plot, visit }: Scenario, day: number): string[] {
    const { person } = plot;
    const { institution, med_type, insutype, matn_type, diagnoses } = visit;
    const setting = { person, institution, med_type, insutype, matn_type, day };
    return brokenClasses(demand, setting, diagnoses, this.parts.facts);
  }

  /** Forgets a plot whose case could not be made. */
  drop({ person }: Plot): void {
    this.plots.delete(person.index);
    this.#free.push(person.index);
  }

  #next(): number {
    const { insured, census } = this.parts;
    let index = 0;
    do {
      index = (this.#taken * this.#stride + 1) % insured;
      this.#taken += 1;
    } while (census.isResident(index));
    return index;
  }
}

/** A step that visits every index once and neighbours far apart. */
function strideOf(insured: number): number {
  let stride = Math.max(1, Math.floor(insured * 0.618));
  while (divisor(stride, insured) > 1) stride += 1;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
