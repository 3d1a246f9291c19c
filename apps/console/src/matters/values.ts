/** What is typed into a step's form, and the facts it becomes. */
import type { Deed, Fact, LeadView, MatterOffer, MatterView } from '../api/answers.ts';
import { dayOf } from '../format/day.ts';
import { fenOf } from '../format/money.ts';
import { fieldOf } from './facts.ts';

/** As the fields hold it: amounts and days as text. */
type Value = string | boolean | readonly string[] | undefined;
export type Values = Readonly<Record<string, Value>>;

type Facts = Record<string, Fact>;

/** Facts as the server takes them: fen, day numbers, lists of ids; what is empty is left out. */
export function factsOf(names: readonly string[], values: Values): Facts {
  const facts: Facts = {};
  for (const name of names) {
    const fact = factOf(name, values[name]);
    if (fact !== undefined) facts[name] = fact;
  }
  return facts;
}

function factOf(name: string, value: Value): Fact | undefined {
  if (value === undefined || value === '' || value === false) return undefined;
  if (typeof value === 'string') {
    const { kind } = fieldOf(name);
    if (kind === 'yuan') return fenOf(value);
    if (kind === 'count') return Number(value);
    return kind === 'day' ? dayOf(value) : value.trim();
  }
  if (typeof value === 'boolean') return value;
  return fieldOf(name).kind === 'instalments' ? value.map(planned) : [...value];
}

/** `2026-07-31 10000` in yuan is `2026-07-31 1000000` in fen; what is no amount stays, for the server to refuse. */
function planned(row: string): string {
  const [day = '', amount = ''] = row.split(' ');
  return `${day} ${fenOf(amount) ?? amount}`;
}

/** What a form begins with: facts that an earlier step stated, which the law carries on from step to step. */
export function carriedOver(names: readonly string[], deeds: readonly Deed[]): Values {
  return Object.fromEntries(
    names.flatMap((name): [string, Value][] => {
      const { kind } = fieldOf(name);
      if ((kind !== 'yuan' && kind !== 'count') || name === 'paid_fen') return [];
      const before = deeds.findLast(({ facts }) => facts[name] !== undefined)?.facts[name];
      return typeof before === 'number' ? [[name, kind === 'count' ? String(before) : typedYuan(before)]] : [];
    }),
  );
}

/** What is to be paid, as it is suggested: what a plan wants next, or all that is still owed; nothing where nothing is owed. */
export function owed({ refund, penalty, fine, surcharge }: MatterView['debts'], plan: MatterView['plan']): Values {
  const next = plan.find(({ fen, paid_fen }) => paid_fen < fen);
  const isPlanned = next !== undefined && refund === 0 && penalty === 0;
  const sum = isPlanned ? next.fen - next.paid_fen : refund + penalty + fine + surcharge;
  return sum === 0 ? {} : { paid_fen: typedYuan(sum) };
}

/** Fen as they are typed: without separators, without cents where there are none. */
export function typedYuan(amount_fen: number): string {
  const text = String(amount_fen).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`.replace(/\.00$/, '');
}

/** What the lead knows: the cause, the days of the act, the money; the amount only where all of it lies at this institution. */
export function ledBy(
  names: readonly string[],
  { deeds }: Pick<MatterView, 'deeds'>,
  lead: LeadView | undefined,
): Values {
  if (lead === undefined) return {};
  const found = deeds.find(({ action }) => action === 'receive')?.on;
  const amount = lead.institutions.length === 1 && lead.amount_fen > 0 ? typedYuan(lead.amount_fen) : undefined;
  const known = {
    cause: lead.title,
    act_ended: lead.period_to,
    act_found: found,
    refund_fen: amount,
    amount_fen: amount,
  };
  return Object.fromEntries(
    Object.entries(known).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
}

/** The way and day on which the document that a step serves was delivered. */
export function served({ facts, papers }: MatterOffer): Values {
  const delivered = papers.find(({ given }) => given)?.delivered ?? null;
  return delivered === null || !facts.includes('way') ? {} : { way: delivered.way, on: delivered.on };
}
