/** A sample of national checks that every engine can express: sex, age in years, and pairs of one visit. */
import { ageAt, civilDay } from '@shouhu/codes';
import type { NationalFacts } from '@shouhu/rulebook';
import type { World } from '@shouhu/claims';

/** One code-level row; what it says must hold, or may not stand beside it. */
export type Check = { readonly id: string; readonly item: string } & (
  | { readonly kind: 'sex'; readonly gend: string }
  | { readonly kind: 'age'; readonly from: number; readonly to: number }
  | { readonly kind: 'pair'; readonly beside: string }
);

/** What the rivals are given of a line. Ours reads the judged world itself. */
interface LineFacts {
  readonly line_id: string;
  readonly item: string;
  readonly gend: string;
  readonly age: number;
  /** Items of the whole visit. */
  readonly items: readonly string[];
}

export interface SampleVisit {
  readonly world: World;
  readonly lines: readonly LineFacts[];
}

const OLDEST = 200;
/** Five years and some days. */
const DAYS_OF_A_CHILD = 1830;
/** The first age that is surely no child. */
const ADULT = 18;

/** So many checks, those about items that occur first, so that every engine has something to find. */
export function checksOf({ points }: NationalFacts, occurring: ReadonlySet<string>, count: number): Check[] {
  const all = points.flatMap(({ point_id, fact, codes }): Check[] => {
    const [first = '', second = ''] = codes;
    if (fact.kind === 'pair' && fact.window === 'visit') {
      return [{ id: `${point_id}/${second}`, item: second, kind: 'pair', beside: first }];
    }
    return codes.flatMap((item): Check[] => {
      const id = `${point_id}/${item}`;
      if (fact.kind === 'sex') return [{ id, item, kind: 'sex', gend: fact.gend }];
      if (fact.kind !== 'age') return [];
      if (fact.to === 'child') return [{ id, item, kind: 'age', from: 0, to: ADULT - 1 }];
      const { from, to } = fact;
      if (typeof to === 'string' || (from?.unit ?? 'year') !== 'year' || (to?.unit ?? 'year') !== 'year') return [];
      return [{ id, item, kind: 'age', from: from?.value ?? 0, to: to?.value ?? OLDEST }];
    });
  });
  const rank = (check: Check) => (occurring.has(check.item) ? 0 : 1);
  return all.toSorted((a, b) => rank(a) - rank(b)).slice(0, count);
}

/** The facts of a visit whose person is known by sex and birth, else null. */
export function sampleVisit(world: World): SampleVisit | null {
  const items = world.lines.map((line) => line.item);
  const lines: LineFacts[] = [];
  for (const { line_id, item, gend, brdy, day } of world.lines) {
    const age = brdy === null ? undefined : ageAt(civilDay(brdy), civilDay(day), 'year');
    if (gend === null || age === undefined) return null;
    lines.push({ line_id, item, gend, age, items });
  }
  return { world, lines };
}

/** The same visit of a child of the other sex: what makes the sample's checks find something. */
export function disguised({ world }: SampleVisit): SampleVisit | null {
  const lines = world.lines.map((line) => ({
    ...line,
    gend: line.gend === '1' ? '2' : '1',
    brdy: line.day - DAYS_OF_A_CHILD,
  }));
  return sampleVisit({ ...world, lines });
}
