/**
 * Measures by agreement and administrative measures short of a penalty (协议措施). The list and the articles of 令第2号 are as pages read give
 * them, unverified; pharmacies have the like in 令第3号.
 */
import type { Deed, Facts } from '../procedure.ts';

export interface MeasureKind {
  readonly name: string;
  /** What the institution may be told to pay with it: nothing, returned fund if there is some, returned fund always, liquidated damages beside. */
  readonly money: 'none' | 'refund' | 'refund-always' | 'refund-and-penalty';
  /** The clock whose length the measure states in `days`. */
  readonly term: 'rectification' | 'suspension' | null;
  /** Whether the institution is heard before it is approved. */
  readonly heard: boolean;
  /** Steps of which one must have been taken before the matter can be closed; none where paying is all. */
  readonly ends: readonly string[];
}

export const MEASURES = {
  talk: { name: '约谈', money: 'none', term: null, heard: false, ends: ['perform'] },
  criticism: { name: '通报批评', money: 'none', term: null, heard: true, ends: ['perform'] },
  rectify: { name: '限期整改', money: 'refund', term: 'rectification', heard: false, ends: ['acceptRectification'] },
  suspend: { name: '暂停医保支付', money: 'refund', term: 'suspension', heard: true, ends: ['restore', 'expire'] },
  refuse: { name: '拒付', money: 'refund-always', term: null, heard: true, ends: [] },
  'refuse-and-penalty': {
    name: '拒付并处违约金',
    money: 'refund-and-penalty',
    term: null,
    heard: true,
    ends: [],
  },
  interrupt: { name: '中止协议', money: 'refund', term: 'suspension', heard: true, ends: ['restore', 'expire'] },
  terminate: { name: '解除协议', money: 'refund', term: null, heard: true, ends: ['perform'] },
} as const satisfies Record<string, MeasureKind>;

export type Measure = keyof typeof MEASURES;

export function isMeasure(text: unknown): text is Measure {
  return typeof text === 'string' && Object.hasOwn(MEASURES, text);
}

export const kindOf = (measure: Measure): MeasureKind => MEASURES[measure];

/** The measure that was proposed, with what was stated about it; null before. */
export function proposedIn(deeds: readonly Deed[]): { measure: Measure; facts: Facts } | null {
  const facts = deeds.findLast(({ action }) => action === 'propose')?.facts;
  const measure = facts?.['measure'];
  return facts !== undefined && isMeasure(measure) ? { measure, facts } : null;
}

export function kindIn(deeds: readonly Deed[]): MeasureKind | null {
  const proposed = proposedIn(deeds);
  return proposed === null ? null : kindOf(proposed.measure);
}

/** What the institution is told to pay, in fen. */
export function fenIn(deeds: readonly Deed[]): number {
  const facts = proposedIn(deeds)?.facts ?? {};
  return [facts['refund_fen'], facts['penalty_fen']].reduce<number>(
    (sum, amount) => sum + (typeof amount === 'number' ? amount : 0),
    0,
  );
}
