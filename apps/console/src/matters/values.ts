/** What is typed into a step's form, and the facts it becomes. */
import type { Deed, Fact, MatterView } from '../api/answers.ts';
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
    return kind === 'day' ? dayOf(value) : value.trim();
  }
  return typeof value === 'boolean' ? value : [...value];
}

/** What a form begins with: facts that an earlier step stated, which the law carries on from step to step. */
export function carriedOver(names: readonly string[], deeds: readonly Deed[]): Values {
  return Object.fromEntries(
    names.flatMap((name): [string, Value][] => {
      if (fieldOf(name).kind !== 'yuan' || name === 'paid_fen') return [];
      const before = deeds.findLast(({ facts }) => facts[name] !== undefined)?.facts[name];
      return typeof before === 'number' ? [[name, typedYuan(before)]] : [];
    }),
  );
}

/** All that is still owed, as the amount to be paid is suggested; nothing where nothing is owed. */
export function owed({ refund, fine, surcharge }: MatterView['debts']): Values {
  const sum = refund + fine + surcharge;
  return sum === 0 ? {} : { paid_fen: typedYuan(sum) };
}

/** Fen as they are typed: without separators, without cents where there are none. */
function typedYuan(amount_fen: number): string {
  const text = String(amount_fen).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`.replace(/\.00$/, '');
}
