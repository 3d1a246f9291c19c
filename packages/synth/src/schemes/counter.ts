/** A pharmacy's counter: one thing sold, with the codes of its boxes. */
import { counter } from '../honest/visits.ts';
import type { FeeLine, Institution, Item, Visit } from '../model.ts';
import type { Play } from './scheme.ts';
import type { Actor } from './stage.ts';

const UNIT = 10_000;

/** What is sold. */
interface Sale {
  readonly item: Item;
  readonly codes: readonly string[];
  readonly trdn?: boolean;
  /** Price of what is sold where it is no whole box. */
  readonly pric?: number;
  readonly cnt?: number;
}

/** A purchase of boxes with given codes. */
export function sell(
  who: Actor,
  { stage }: Play,
  institution: Institution,
  day: number,
  second: number,
  sale: Sale,
): { visit: Visit; line: FeeLine } {
  const basket = counter(who, stage.scene, day, { institution, second });
  const { item, codes, trdn = false, pric, cnt = codes.length * UNIT } = sale;
  const line = who.ledger.line({ item, day, second, cnt, doctor: basket.visit.doctor, trace: codes, trdn, pric });
  basket.lines.push(line);
  return { visit: basket.settle(), line };
}
