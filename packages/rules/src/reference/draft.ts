/** Hits in the making. */
import type { Line, Visit } from '@shouhu/claims';
import { lineAnchor, visitAnchor, whole, type Hit } from '../hit.ts';
import type { Kleene } from '../predicate.ts';
import type { Matter } from './membership.ts';

export type Draft = Omit<Hit, 'rule' | 'point' | 'decided'>;

export const bare = { related: [], visits: [], measured: null, amount_reason: null };

/** A hit where the outcome is not "clean". */
export function hit({ rule, point }: Matter, outcome: Kleene, draft: Draft): Hit[] {
  return outcome === false ? [] : [{ rule, point, decided: outcome === true, ...draft }];
}

export function lineDraft(line: Line): Draft {
  return { ...bare, anchor: lineAnchor(line), ...whole([line]) };
}

export function visitDraft(visit: Visit, lines: readonly Line[] = []): Draft {
  const amount_reason = lines.length === 0 ? 'no line' : null;
  return { ...bare, anchor: visitAnchor(visit), ...whole(lines), visits: [visit], amount_reason };
}
