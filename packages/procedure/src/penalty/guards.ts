/** What stands against a step of the penalty procedure beside state, person, record and clock. */
import { dueAt, nationalCalendar } from '@shouhu/clocks';
import { civilDay, fen, formatCivilDate, groupedYuan } from '@shouhu/codes';
import type { Deed, Facts } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { DECISIONS, EVIDENCE_KINDS } from './evidence.ts';

/** Fine from which a case counts as serious or complex, unless local rules say otherwise (令第4号 44). */
const SERIOUS_FINE_FEN = 10_000_000;

const numberOf = (fact: Facts[string] | undefined): number => (typeof fact === 'number' ? fact : 0);

/** Two years after the act ended; five where life or health was harmed (令第4号 6; 行政处罚法 36). */
export function lapsed(_deeds: readonly Deed[], facts: Facts): Refusal | null {
  const years = facts['harmed_health'] === true ? 5 : 2;
  const [ended, found] = [civilDay(numberOf(facts['act_ended'])), civilDay(numberOf(facts['act_found']))];
  const policy = { limit: { count: years, unit: 'year' }, extensions: [], rolls: false } as const;
  const { due } = dueAt(nationalCalendar, [{ is: 'start', on: ended }], policy);
  if (due === null || found <= due) return null;
  return refusal('SH-C014', { years, ended: formatCivilDate(ended), found: formatCivilDate(found) });
}

/** Amounts are whole fen, and not below nothing. */
export function oddAmounts(step: string, facts: Facts, names: readonly string[]): Refusal | null {
  const odd = names.filter((name) => !(Number.isSafeInteger(facts[name]) && numberOf(facts[name]) >= 0));
  return odd.length === 0 ? null : refusal('SH-C008', { step, facts: odd.join('、') });
}

export function unknownEvidence(_deeds: readonly Deed[], facts: Facts): Refusal | null {
  return Object.hasOwn(EVIDENCE_KINDS, String(facts['kind']))
    ? null
    : refusal('SH-C008', { step: '取证', facts: 'kind' });
}

/** The second extension is a matter of collective discussion (令第4号 45). */
export function undiscussedExtension(deeds: readonly Deed[], facts: Facts): Refusal | null {
  const granted = deeds.some(({ action }) => action === 'extendDecision');
  return granted && facts['collective'] !== true
    ? refusal('SH-C007', { step: '再次延长办案期限', missing: '集体讨论' })
    : null;
}

/** No heavier than the notice, and discussed where it is serious (令第4号 41, 44). */
export function unlawfulDecision(deeds: readonly Deed[], facts: Facts): Refusal | null {
  if (!Object.hasOwn(DECISIONS, String(facts['decision'])))
    return refusal('SH-C008', { step: '作出处罚决定', facts: 'decision' });
  const odd = oddAmounts('作出处罚决定', facts, ['fine_fen', 'refund_fen']);
  if (odd !== null) return odd;
  const decided = numberOf(facts['fine_fen']);
  const noticed = numberOf(deeds.findLast(({ action }) => action === 'notify')?.facts['fine_fen']);
  if (decided > noticed)
    return refusal('SH-C013', { noticed: groupedYuan(fen(noticed)), decided: groupedYuan(fen(decided)) });
  const since = deeds.slice(deeds.findLastIndex(({ action }) => action === 'notify'));
  return decided >= SERIOUS_FINE_FEN && !since.some(({ action }) => action === 'discuss')
    ? refusal('SH-C021', { fine: groupedYuan(fen(decided)), serious: groupedYuan(fen(SERIOUS_FINE_FEN)) })
    : null;
}

/** Whether a measure of the investigation was begun and not ended. */
const isOpen = (deeds: readonly Deed[], begin: string, ends: readonly string[]): boolean =>
  deeds.findLastIndex(({ action }) => action === begin) > deeds.findLastIndex(({ action }) => ends.includes(action));

/** Closed when the decision was published, and performed or a court asked to enforce it, and measures are at their end (令第4号 46, 56). */
export function stillOpen(deeds: readonly Deed[], facts: Facts): Refusal | null {
  const left = [
    ...(facts['performed'] === true || deeds.some(({ action }) => action === 'enforce') ? [] : ['处罚决定未执行完毕']),
    ...(deeds.some(({ action }) => action === 'publish') ? [] : ['处罚决定未公开']),
    ...(isOpen(deeds, 'preserve', ['dispose', 'release']) ? ['先行登记保存未处理'] : []),
    ...(isOpen(deeds, 'seal', ['unseal']) ? ['封存未解除'] : []),
  ];
  return left.length === 0 ? null : refusal('SH-C016', { open: left.join('、') });
}

/** The steps that closing waits for. */
export function leftToDo(deeds: readonly Deed[]): string[] {
  return [
    ...unpaid(deeds),
    ...(deeds.some(({ action }) => action === 'publish') ? [] : ['publish']),
    ...(isOpen(deeds, 'preserve', ['dispose', 'release']) ? ['dispose', 'release'] : []),
    ...(isOpen(deeds, 'seal', ['unseal']) ? ['unseal'] : []),
  ];
}

/** The payment, until one settled everything or a court was asked; a decision without money needs none. */
export function unpaid(deeds: readonly Deed[]): string[] {
  const { facts = {} } = deeds.findLast(({ action }) => action === 'decide') ?? {};
  const isOwed = numberOf(facts['fine_fen']) + numberOf(facts['refund_fen']) > 0;
  const isDone = deeds.some(({ action, facts: { settled } }) => action === 'enforce' || settled === true);
  return isOwed && !isDone ? ['pay'] : [];
}
