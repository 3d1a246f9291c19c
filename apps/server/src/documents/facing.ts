/** What a document may say: the matter as it stood after the deed that it documents. */
import { nationalCalendar } from '@shouhu/clocks';
import type { Span } from '@shouhu/clocks';
import { civilDay, formatCivilDate, formatDecimal } from '@shouhu/codes';
import { standing } from '@shouhu/procedure';
import type { Deed } from '@shouhu/procedure';
import { uppercaseYuan } from '@shouhu/reports';
import type { Matter } from '../casework/matter.ts';
import type { Bureau } from './schema.ts';
import { citation } from './kinds/law.ts';
import { dayText } from './render/content.ts';

export interface Facing {
  readonly bureau: Bureau;
  readonly matter_id: string;
  /** Name of the institution, or what the case says the party is. */
  readonly party: string;
  readonly deed: Deed;
  /** Deeds up to this one, this one included. */
  readonly deeds: readonly Deed[];
  readonly day: string;
  /** Names of the officers of the case at that time. */
  readonly officers: string;
  /** Names of who took part in a deed. */
  readonly doers: (deed: Deed) => string;
  /** A fact of the deed as text, `—` where it is not stated. */
  readonly fact: (name: string, of?: Deed) => string;
  /** Fen as 元, with the capital numerals. */
  readonly money: (name: string, of?: Deed) => string;
  /** The last deed of a kind, before this one or itself. */
  readonly last: (action: string) => Deed | undefined;
  /** Length of a limit: 15日. */
  readonly limit: (clock: string) => string;
  /** The law that sets a limit. */
  readonly basis: (clock: string) => string;
  /** The last day of a clock; empty where it does not run. */
  readonly due: (clock: string) => string;
  /** What the maker wrote instead of what is usual. */
  readonly field: (name: string, usual: string) => string;
  /** 文号 of the decision, with the sign that quotes it; empty before it was made. */
  readonly decided: string;
}

const UNITS: Readonly<Record<Span['unit'], string>> = {
  'working-day': '个工作日',
  day: '日',
  month: '个月',
  year: '年',
};
/** Facts that are days, counted from the epoch. */
const DAYS = new Set(['act_ended', 'act_found']);

export interface Facts {
  readonly matter: Matter;
  readonly seq: number;
  readonly bureau: Bureau;
  readonly fixmedins_name: string;
  readonly names: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  /** 文号 of the decision; null before it was made. */
  readonly decision: string | null;
}

export function facingOf({ matter, seq, bureau, fixmedins_name, names, fields, decision }: Facts): Facing {
  const { procedure } = matter.conducted;
  const deeds = matter.deeds.slice(0, seq);
  const deed = deeds.at(-1);
  if (deed === undefined) throw new RangeError(`no deed ${seq}`);
  const now = standing(procedure, deeds, nationalCalendar);
  const nameOf = (id: string): string => names[id] ?? id;
  const stated = deeds.find(({ action }) => action === 'file' || action === 'attend')?.facts['party'];
  return {
    bureau,
    matter_id: matter.row.matter_id,
    party: stated === undefined || stated === matter.row.fixmedins_code ? fixmedins_name : String(stated),
    deed,
    deeds,
    day: formatCivilDate(deed.on),
    officers: now.officers.map(nameOf).join('、'),
    doers: (of) => [of.by, ...of.with].map(nameOf).join('、'),
    fact: (name, of = deed) => factText(name, of.facts[name], nameOf),
    money: (name, of = deed) => moneyText(of.facts[name]),
    last: (action) => deeds.findLast((each) => each.action === action),
    limit: (clock) => spanText(procedure.clocks[clock]?.limit),
    basis: (clock) => citation(procedure.clocks[clock]?.basis ?? ''),
    due: (clock) => {
      const due = now.clocks[clock]?.due ?? null;
      return due === null ? '' : dayText(formatCivilDate(due));
    },
    field: (name, usual) => fields[name] ?? usual,
    decided: decision === null ? '' : `（${decision}）`,
  };
}

function factText(name: string, fact: Deed['facts'][string] | undefined, nameOf: (id: string) => string): string {
  if (fact === undefined) return '—';
  if (typeof fact === 'boolean') return fact ? '是' : '否';
  if (typeof fact === 'number') return DAYS.has(name) ? dayText(formatCivilDate(civilDay(fact))) : String(fact);
  return typeof fact === 'string' ? nameOf(fact) : fact.map(nameOf).join('、');
}

export function moneyText(fact: Deed['facts'][string] | undefined): string {
  if (typeof fact !== 'number') return '—';
  return `${formatDecimal(fact, 2).replace(/\B(?=(\d{3})+\.)/g, ',')}元（大写：人民币${uppercaseYuan(fact)}）`;
}

const spanText = (span: Span | undefined): string => (span === undefined ? '' : `${span.count}${UNITS[span.unit]}`);
