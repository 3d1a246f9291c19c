/** What stands against a step of a measure beside state, person, record and clock. */
import { oddAmounts } from '../penalty/guards.ts';
import type { Deed, Facts } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { measureClocks } from './clocks.ts';
import { isMeasure, kindIn, kindOf } from './measures.ts';
import type { MeasureKind } from './measures.ts';

const STEP = '提出措施';
const AMOUNTS = ['refund_fen', 'penalty_fen'] as const;

/** A measure that is known, with the term and the money that belong to it, and no other. */
export function oddProposal(_deeds: readonly Deed[], facts: Facts): Refusal | null {
  const { measure } = facts;
  if (!isMeasure(measure)) return refusal('SH-C008', { step: STEP, facts: 'measure' });
  const { name, money, term } = kindOf(measure);
  const needed = [...(term === null ? [] : ['days']), ...NEEDED[money]];
  const possible = [...needed, ...(money === 'refund' ? ['refund_fen'] : [])];
  const foreign = [...AMOUNTS, 'days'].filter((fact) => facts[fact] !== undefined && !possible.includes(fact));
  if (foreign.length > 0) return refusal('SH-C041', { measure: name, facts: foreign.join('、') });
  const given = [...AMOUNTS, 'days'].filter((fact) => facts[fact] !== undefined);
  const odd = oddAmounts(STEP, facts, given);
  if (odd !== null) return odd;
  const missing = needed.filter((fact) => !(Number(facts[fact]) > 0));
  if (missing.length > 0) return refusal('SH-C008', { step: STEP, facts: missing.join('、') });
  const most = term === null ? Infinity : measureClocks[term].limit.count;
  const days = Number(facts['days'] ?? 0);
  return days <= most ? null : refusal('SH-C040', { measure: name, days, most });
}

const NEEDED: Readonly<Record<MeasureKind['money'], readonly string[]>> = {
  none: [],
  refund: [],
  'refund-always': ['refund_fen'],
  'refund-and-penalty': AMOUNTS,
};

/** Refuses a step for a measure that it is not meant for. */
export function onlyFor(
  step: string,
  fits: (kind: MeasureKind) => boolean,
): (deeds: readonly Deed[]) => Refusal | null {
  return (deeds) => {
    const kind = kindIn(deeds);
    return kind !== null && fits(kind) ? null : refusal('SH-C042', { step, measure: kind?.name ?? '—' });
  };
}

export const suspends = ({ term }: MeasureKind): boolean => term === 'suspension';

/** Closed when it was carried out, lifted or accepted, and nothing is owed. */
export function stillInForce(deeds: readonly Deed[], facts: Facts): Refusal | null {
  const ends = kindIn(deeds)?.ends ?? [];
  const ended = ends.length === 0 || deeds.some(({ action }) => action === 'revoke' || ends.includes(action));
  const left = [...(ended ? [] : ['措施未执行完毕']), ...(facts['performed'] === true ? [] : ['款项未缴清'])];
  return left.length === 0 ? null : refusal('SH-C016', { open: left.join('、') });
}
