/** Fills the bill of one honest visit, remembering what stands in it. */
import type { HerbPair } from '@shouhu/rulebook';
import type { OwnCatalogue } from '../catalogue/own.ts';
import type { Ledger, PlainExtra } from '../county/ledger.ts';
import { diagnosisOf } from '../knowledge/demands.ts';
import { canHave, clash, herbsClash, mayUse } from '../knowledge/propriety.ts';
import type { Demand } from '../knowledge/demands.ts';
import type { Setting } from '../knowledge/setting.ts';
import { drawDemand } from '../knowledge/shelf.ts';
import type { Shelf } from '../knowledge/shelf.ts';
import type { Coded, FeeLine, Institution, Item, Person, Visit } from '../model.ts';
import type { Random } from '../random.ts';
import { stocked } from './formulary.ts';

/** What an institution does to every visit before it is settled. */
export type Practice = (course: Course, basket: Basket) => void;

/** What every honest visit draws from. */
export interface Stores {
  readonly own: OwnCatalogue;
  readonly shelf: Shelf;
  readonly herbs: readonly HerbPair[];
  /** From this day on all hospitals charge the new item of the last pairs of siblings. */
  readonly newPrices: number;
  readonly practices: ReadonlyMap<Institution, readonly Practice[]>;
}

/** One person's honest use: numbers, chance, and what was billed that counts over days. */
export interface Course {
  readonly person: Person;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly ever: Set<string>;
  /** False: nothing that any point names. */
  readonly published: boolean;
  /** Has what lasts from a plant already: no lasting disease, no plan of treatment beside it. */
  readonly treated?: boolean;
  /** Planted: beyond what the institution does to everyone. */
  readonly staged?: boolean;
}

const UNIT = 10_000;

export class Basket {
  readonly visit: Visit;
  readonly lines: FeeLine[] = [];
  readonly #course: Course;
  readonly #stores: Stores;
  /** Codes of the visit, known from the first time that somebody asks. */
  #codes: Set<string> | undefined;
  #setting: Setting | undefined;

  constructor(course: Course, stores: Stores, visit: Visit) {
    this.visit = visit;
    this.#course = course;
    this.#stores = stores;
  }

  /** Charges `units` whole units of an item. */
  add(item: Item, units: number, day: number, second: number, extra?: PlainExtra): void {
    this.#codes?.add(item.code);
    this.lines.push(this.#course.ledger.plain(item, units, day, second, this.visit, extra));
  }

  /** A drug of the county's own that the institution stocks. */
  stockedDrug(): Item {
    const { random } = this.#course;
    const { western, patent } = this.#stores.own;
    return stocked(random, random.chance(7000) ? western : patent, this.visit.institution);
  }

  stockedConsumable(): Item {
    return stocked(this.#course.random, this.#stores.own.consumables, this.visit.institution);
  }

  /** A drug: mostly one of the county's own, at times a published one with the diagnosis that it is paid for. */
  drug(day: number, second: number, units: number, extra: PlainExtra): void {
    const { random } = this.#course;
    const drawn = random.chance(2000) ? this.#draw(this.#stores.shelf.drugs) : undefined;
    const diagnoses = drawn === undefined ? undefined : this.#diagnosesFor(drawn);
    const demand =
      drawn !== undefined && diagnoses !== undefined && this.#isProper(drawn, diagnoses) ? drawn : undefined;
    if (demand === undefined || diagnoses === undefined) {
      this.add(this.stockedDrug(), units, day, second, extra);
      return;
    }
    const { prd_days } = extra;
    const most = demand.days === null ? undefined : demand.days * UNIT;
    const supply = prd_days !== undefined && most !== undefined ? Math.min(prd_days, most) : prd_days;
    this.add(demand.item, units, day, second, { ...extra, ...(supply === undefined ? {} : { prd_days: supply }) });
    this.visit.diagnoses.push(...diagnoses);
  }

  /** Diagnoses that the drug is paid for and the person can have, beside those of the visit; undefined when there is none. */
  #diagnosesFor(demand: Demand): Coded[] | undefined {
    const { random, person } = this.#course;
    const found: Coded[] = [];
    for (const terms of demand.indications) {
      const drawn = Array.from({ length: 4 }, () => diagnosisOf(random.pick(terms), random.int(8)));
      const fitting = drawn.find(({ code }) => canHave(person, this.visit.begin, code));
      if (fitting === undefined) return undefined;
      if ([...this.visit.diagnoses, ...found].every(({ code }) => code !== fitting.code)) found.push(fitting);
    }
    return found;
  }

  /** Whether the drug and its diagnoses go with what the visit holds already. */
  #isProper(demand: Demand, added: readonly Coded[]): boolean {
    const { person } = this.#course;
    const { doctor, med_type, begin } = this.visit;
    const use = { person, doctor, med_type, day: begin, diagnoses: [...this.visit.diagnoses, ...added] };
    const codes = [demand.item.code, ...this.#inVisit()];
    return (
      codes.every((code) => mayUse(code, use)) && ![...this.#inVisit()].some((code) => clash(code, demand.item.code))
    );
  }

  /** An examination or treatment, at times a published one. */
  service(day: number, second: number, kind: 'tests' | 'treatments'): void {
    const { random } = this.#course;
    const demand = random.chance(1500) ? this.#draw(this.#stores.shelf.services) : undefined;
    this.add(demand?.item ?? stocked(random, this.#stores.own[kind], this.visit.institution), 1, day, second);
  }

  /** One of two services that stand for each other: each institution keeps to its own, the last pairs change by law. */
  sibling(day: number, second: number): void {
    const { random } = this.#course;
    const { siblings } = this.#stores.own.special;
    const at = random.int(siblings.length);
    const pair = siblings[at];
    if (pair === undefined) return;
    const byLaw = at >= siblings.length - 2;
    const prefersDear = byLaw ? day >= this.#stores.newPrices : (this.visit.institution.serial * 5 + at * 3) % 10 >= 7;
    const dear = byLaw ? prefersDear : random.chance(8800) === prefersDear;
    this.add(dear ? pair.dear : pair.cheap, 1, day, second);
  }

  /** A published operation that needs a discount only beside another, or none when nothing suits. */
  operation(day: number, second: number): void {
    const demand = this.#draw(this.#stores.shelf.operations);
    this.add(demand?.item ?? this.#course.random.pick(this.#stores.own.operations), 1, day, second);
  }

  /** A decoction of several herbs for some days, all on one prescription. */
  herbs(day: number, second: number): void {
    const { random, ledger } = this.#course;
    const rxno = ledger.prescription();
    const doses = random.between(5, 7);
    const kinds = random.between(6, 11);
    for (let at = 0; at < kinds; at += 1) {
      const demand = at > 1 && random.chance(2000) ? this.#draw(this.#stores.shelf.herbs) : undefined;
      const item = demand?.item ?? random.pick(this.#stores.own.herbs);
      const together = this.lines.some((line) => herbsClash(this.#stores.herbs, line.item.name, item.name));
      if (!this.#inVisit().has(item.code) && !together)
        this.add(item, doses * random.between(6, 15), day, second, { rxno, prd_days: doses * UNIT });
    }
  }

  /** Bills another item, or the same by another name, on a line that stands already. @returns the new line */
  rebill(at: number, item: Item, ownName?: string): FeeLine | undefined {
    const line = this.lines[at];
    if (line === undefined) return undefined;
    const { day, second, cnt, doctor, rxno, line_id } = line;
    const made = this.#course.ledger.line({ item, day, second, cnt, doctor, rxno, line_id, ownName });
    this.lines[at] = made;
    return made;
  }

  /** Settles what was added. */
  settle(): Visit {
    if (this.#course.staged !== true) {
      for (const practice of this.#stores.practices.get(this.visit.institution) ?? []) practice(this.#course, this);
    }
    this.#course.ledger.bill(this.visit).lines.push(...this.lines);
    return this.visit;
  }

  #draw(from: readonly Demand[]): Demand | undefined {
    const { published, random, ever } = this.#course;
    if (!published) return undefined;
    const demand = drawDemand(random, from, this.#settingOfVisit(), { inVisit: this.#inVisit(), ever });
    for (const root of demand?.counted ?? []) ever.add(root);
    return demand;
  }

  #settingOfVisit(): Setting {
    const { institution, med_type, insutype, matn_type, begin } = this.visit;
    this.#setting ??= { person: this.#course.person, institution, med_type, insutype, matn_type, day: begin };
    return this.#setting;
  }

  #inVisit(): ReadonlySet<string> {
    this.#codes ??= new Set(this.lines.map(({ item }) => item.code));
    return this.#codes;
  }
}
