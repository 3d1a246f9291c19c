/** What stands on a prescription beside the items of a rule that may not stand alone, worked out once per visit and day. */
import type { Line } from '@shouhu/claims';
import type { Rule } from '../model.ts';
import type { CodeSet, Kleene } from '../predicate.ts';
import { visitKey, type Scene } from '../scene.ts';
import { compileSet, type Matcher } from './matcher.ts';

/** Items of a visit that are no subject: the prescriptions they stand on, and whether some stand on none that is known. */
interface Outsiders {
  readonly loose: boolean;
  readonly prescriptions: ReadonlySet<string>;
}

type ByVisit = Map<string, Outsiders>;

export class AloneSubjects {
  readonly #subjects: readonly { readonly has: Matcher; readonly from: number; readonly to: number }[];
  /** By the content of the set that an item must be among, for which points share what is worked out. */
  readonly #known = new Map<string, WeakMap<Scene, ByVisit>>();

  constructor({ points }: Rule) {
    this.#subjects = points.flatMap((point) =>
      point.type === 'unpayable' && point.when === 'alone'
        ? [{ has: compileSet(point.subject), from: point.from, to: point.to }]
        : [],
    );
  }

  /** Tells whether a subject has nothing beside it on its prescription. */
  test(among: CodeSet): (line: Line, scene: Scene) => Kleene {
    const has = compileSet(among);
    const scenes = this.#known.getOrInsertComputed(
      JSON.stringify([among.codes, among.prefixes]),
      () => new WeakMap<Scene, ByVisit>(),
    );
    return (line, scene) => {
      const visits = scenes.getOrInsertComputed(scene, () => new Map<string, Outsiders>());
      const { loose, prescriptions } = visits.getOrInsertComputed(`${visitKey(line)}|${line.day}`, () =>
        this.#outsiders(scene.linesOf(line), has, line.day),
      );
      if (line.rxno === null) return loose || prescriptions.size > 0 ? null : true;
      if (prescriptions.has(line.rxno)) return false;
      return loose ? null : true;
    };
  }

  #outsiders(lines: readonly Line[], among: Matcher, day: number): Outsiders {
    const items = new Map<string, boolean>();
    const prescriptions = new Set<string>();
    let loose = false;
    for (const { item, rxno } of lines) {
      if (!items.getOrInsertComputed(item, () => among(item) && !this.#isSubject(item, day))) continue;
      if (rxno === null) loose = true;
      else prescriptions.add(rxno);
    }
    return { loose, prescriptions };
  }

  #isSubject(item: string, day: number): boolean {
    return this.#subjects.some(({ has, from, to }) => from <= day && day <= to && has(item));
  }
}
