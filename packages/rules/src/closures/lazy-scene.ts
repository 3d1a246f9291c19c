/** The scene of one person's rows; each index is made when the first rule asks for it. */
import type { Line, Visit, World } from '@shouhu/claims';
import type { Row } from '../predicate.ts';
import { codesByVisit, groupBy, sameVisit, visitKey, type Scene } from '../scene.ts';
import { sumsOf, type VisitSums } from '../visit-sums.ts';

/** Below this a scan beats a map. */
const FEW = 4;

export class LazyScene implements Scene {
  readonly world: World;
  #visits: Map<string, Visit[]> | undefined;
  #asked: Row | undefined;
  #answer: Visit | undefined;
  #lines: Map<string, Line[]> | undefined;
  #diagnoses: Map<string, string[]> | undefined;
  #operations: Map<string, string[]> | undefined;
  readonly #sums = new Map<string, VisitSums>();

  constructor(world: World) {
    this.world = world;
  }

  /** Rules ask for the visit of one row again and again: the last answer stands ready. */
  visitOf(row: Row): Visit | undefined {
    if (row !== this.#asked) {
      this.#asked = row;
      this.#answer = this.#find(row);
    }
    return this.#answer;
  }

  #find(row: Row): Visit | undefined {
    const { visits } = this.world;
    if (visits.length <= FEW) {
      for (const visit of visits) if (sameVisit(visit, row)) return visit;
      return undefined;
    }
    this.#visits ??= groupBy(visits, ({ mdtrt_id }) => mdtrt_id);
    return this.#visits.get(row.mdtrt_id)?.find(({ fixmedins_code }) => fixmedins_code === row.fixmedins_code);
  }

  codesOf(row: Row, list: 'diagnosis' | 'operation'): readonly string[] | null {
    const visit = this.visitOf(row);
    if (list === 'diagnosis') {
      if (visit?.diagnoses_known !== 1) return null;
      this.#diagnoses ??= codesByVisit(this.world.diagnoses);
      return this.#diagnoses.get(row.mdtrt_id) ?? [];
    }
    if (visit?.operations_known !== 1) return null;
    this.#operations ??= codesByVisit(this.world.operations);
    return this.#operations.get(row.mdtrt_id) ?? [];
  }

  linesOf(row: Row): readonly Line[] {
    this.#lines ??= groupBy(this.world.lines, visitKey);
    return this.#lines.get(visitKey(row)) ?? [];
  }

  sumsOf(row: Row): VisitSums {
    return this.#sums.getOrInsertComputed(visitKey(row), () => sumsOf(this.linesOf(row)));
  }
}
