/**
 * The structured fact behind one national knowledge point: the bound that its annex states, in our own terms and
 * without its sentence. One short text form each, so that a correction is one readable line of a diff
 * (docs/rulebook.md lists the forms).
 */

/** Completed days, months or years. */
export interface AgeBound {
  readonly value: number;
  readonly unit: 'day' | 'month' | 'year';
}

/** Groups whose bound is a dated parameter: the notices name the group and leave the number open. */
export type AgeGroup = 'child' | 'newborn' | 'infant' | 'toddler' | 'working';

export type Fact =
  | { readonly kind: 'sex'; readonly gend: '1' | '2' }
  /** Persons whose sex is medically unclear are outside the class. */
  | { readonly kind: 'sex-exempt' }
  /** Both ends belong to the range; a group ends where its parameter says. */
  | { readonly kind: 'age'; readonly from: AgeBound | null; readonly to: AgeBound | AgeGroup | null }
  | { readonly kind: 'insurance'; readonly only: 'injury' | 'maternity' }
  | { readonly kind: 'care'; readonly only: readonly ('inpatient' | 'emergency')[] }
  /** Least rank of the institution; `first`: asked of the first prescription only. */
  | { readonly kind: 'level'; readonly least: number; readonly first: boolean }
  /** Distinct days payable in one stay, or in one year outside of stays. */
  | { readonly kind: 'days'; readonly most: number }
  /** Continuous span from the first use, in days; `every` = days between two doses of the regimen. */
  | { readonly kind: 'span'; readonly most: number; readonly every: number }
  | { readonly kind: 'per-day'; readonly most: number }
  | { readonly kind: 'gap'; readonly days: number }
  /** First code stays, second is at risk. */
  | { readonly kind: 'pair'; readonly window: 'hour' | 'hours:6' | 'day' | 'visit' }
  | { readonly kind: 'operations'; readonly group: string }
  | { readonly kind: 'unpayable'; readonly when: 'always' | 'alone' }
  | { readonly kind: 'not-internet' }
  /** Terms of lexicon/first-line.tsv; any of their drugs must have been used before. */
  | { readonly kind: 'first-line' }
  /** Terms of lexicon/indications.tsv, any of which suffices: they stand in point-indications.tsv. */
  | { readonly kind: 'indication' }
  | { readonly kind: 'none' };

const UNITS: ReadonlyMap<string, AgeBound['unit']> = new Map([
  ['d', 'day'],
  ['m', 'month'],
  ['y', 'year'],
]);
const GROUPS = ['child', 'newborn', 'infant', 'toddler', 'working'] as const satisfies readonly AgeGroup[];

/** Writes a fact in the form that {@link parseFact} reads. */
export function formatFact(fact: Fact): string {
  switch (fact.kind) {
    case 'sex':
      return `sex ${fact.gend}`;
    case 'age':
      return `age ${formatBound(fact.from)}..${formatBound(fact.to)}`;
    case 'insurance':
      return `insurance ${fact.only}`;
    case 'care':
      return `care ${fact.only.join('|')}`;
    case 'level':
      return `level ${fact.least}${fact.first ? ' first' : ''}`;
    case 'days':
      return `days ${fact.most}`;
    case 'span':
      return `span ${fact.most} ${fact.every}`;
    case 'per-day':
      return `per-day ${fact.most}`;
    case 'gap':
      return `gap ${fact.days}`;
    case 'pair':
      return `pair ${fact.window}`;
    case 'operations':
      return `operations ${fact.group}`;
    case 'unpayable':
      return `unpayable ${fact.when}`;
    case 'sex-exempt':
    case 'not-internet':
    case 'first-line':
    case 'indication':
    case 'none':
      return fact.kind;
  }
}

/** Reads the text form of a fact; undefined when it has none of the forms. */
export function parseFact(text: string): Fact | undefined {
  const [kind = '', first = '', second = ''] = text.split(' ');
  switch (kind) {
    case 'sex':
      return first === '1' || first === '2' ? { kind, gend: first } : undefined;
    case 'age':
      return parseAge(first);
    case 'insurance':
      return first === 'injury' || first === 'maternity' ? { kind, only: first } : undefined;
    case 'care': {
      const only = first.split('|').filter((care) => care === 'inpatient' || care === 'emergency');
      return only.length > 0 ? { kind, only } : undefined;
    }
    case 'level':
      return { kind, least: Number(first), first: second === 'first' };
    case 'days':
    case 'per-day':
      return { kind, most: Number(first) };
    case 'span':
      return { kind, most: Number(first), every: Number(second) };
    case 'gap':
      return { kind, days: Number(first) };
    case 'pair':
      return first === 'hour' || first === 'hours:6' || first === 'day' || first === 'visit'
        ? { kind, window: first }
        : undefined;
    case 'operations':
      return first === '' ? undefined : { kind, group: first };
    case 'unpayable':
      return first === 'always' || first === 'alone' ? { kind, when: first } : undefined;
    case 'sex-exempt':
    case 'not-internet':
    case 'first-line':
    case 'indication':
    case 'none':
      return { kind };
    default:
      return undefined;
  }
}

function formatBound(bound: AgeBound | AgeGroup | null): string {
  if (bound === null) return '';
  return typeof bound === 'string' ? bound : `${bound.value}${bound.unit.charAt(0)}`;
}

function parseAge(text: string): Fact | undefined {
  const [from = '', to = ''] = text.split('..');
  return { kind: 'age', from: parseBound(from), to: GROUPS.find((group) => group === to) ?? parseBound(to) };
}

function parseBound(text: string): AgeBound | null {
  const [, value, letter = ''] = /^(\d+)([dmy])$/.exec(text) ?? [];
  const unit = UNITS.get(letter);
  return unit === undefined ? null : { value: Number(value), unit };
}
