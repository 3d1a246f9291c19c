/** The published items an honest county bills, by what they are for. */
import type { Item } from '../model.ts';
import type { Random } from '../random.ts';
import { suits } from './setting.ts';
import type { Setting } from './setting.ts';
import type { Demand } from './demands.ts';

export interface Shelf {
  readonly byCode: ReadonlyMap<string, Demand>;
  readonly drugs: readonly Demand[];
  /** Herbs that may not stand alone. */
  readonly herbs: readonly Demand[];
  /** Examinations and treatments: neither daily care nor operations. */
  readonly services: readonly Demand[];
  readonly operations: readonly Demand[];
  /** Charged at most once a day for every day of a stay, where they are published. */
  readonly daily: readonly Item[];
}

/** Bed, nursing and rounds of an ordinary ward, charged for every day of a stay. */
const DAILY_CODES = ['001109000010000', '001201000040000', '001102000050000'] as const;
const TRIES = 3;

/** Sorts the published items; what no honest bill may hold, or what is not fully structured, stays outside. */
export function stockShelf(byCode: ReadonlyMap<string, Demand>): Shelf {
  const usable = [...byCode.values()].filter(
    (demand) =>
      !demand.vague && demand.unpayable !== 'always' && demand.insurance.length === 0 && demand.firstLine.length === 0,
  );
  const isService = (demand: Demand): boolean => demand.item.kind === 'service';
  const daily = DAILY_CODES.flatMap((code) => byCode.get(code)?.item ?? []);
  const isDaily = new Set(daily.map((item) => item.code));
  return {
    byCode,
    drugs: usable.filter((demand) => !isService(demand) && demand.item.kind !== 'herb'),
    herbs: usable.filter((demand) => demand.item.kind === 'herb'),
    services: usable.filter(
      (demand) => isService(demand) && demand.groups.length === 0 && !isDaily.has(demand.item.code),
    ),
    operations: usable.filter((demand) => demand.groups.length > 0),
    daily,
  };
}

/** What a bill holds already: codes of the visit, and what the person was billed that counts over days. */
export interface Held {
  readonly inVisit: ReadonlySet<string>;
  readonly ever: ReadonlySet<string>;
}

/** Draws an item that suits the setting and what is held, or none after a few tries. */
export function drawDemand(
  random: Random,
  from: readonly Demand[],
  setting: Setting,
  { inVisit, ever }: Held,
): Demand | undefined {
  if (from.length === 0) return undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const demand = random.pick(from);
    const { code } = demand.item;
    if (inVisit.has(code) || demand.counted.some((root) => ever.has(root)) || !suits(demand, setting)) continue;
    if (
      demand.groups.some(
        (group) =>
          (group.includes('男') ? '1' : group.includes('女') ? '2' : setting.person.gend) !== setting.person.gend,
      )
    )
      continue;
    if (demand.partners.size > 0 && meets(demand.partners, inVisit)) continue;
    return demand;
  }
  return undefined;
}

function meets(partners: ReadonlySet<string>, codes: ReadonlySet<string>): boolean {
  for (const code of codes) if (partners.has(code)) return true;
  return false;
}
