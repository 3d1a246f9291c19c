/** What an institution believes, out of its journal alone: settlements that stand, that were cancelled, and messages that did nothing. */
import { codeOf, received } from '@shouhu/interface';
import type { Journal, Kept } from './journal.ts';
import { textOf } from './course.ts';
import type { Fields } from './course.ts';

export interface Settlement {
  readonly msgid: string;
  readonly infno: string;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly psn_no: string;
  /** As it was answered. */
  readonly setlinfo: Fields;
  /** Fen that the lines of the message's visit were told to cost. */
  readonly stated: number;
  /** The settlement that took it back. */
  back: Settlement | null;
}

export interface Books {
  readonly settlements: readonly Settlement[];
  /** Messages that would have settled or registered, and were refused or taken back. */
  readonly without: readonly { readonly msgid: string; readonly infno: string; readonly reversed: boolean }[];
  /** Registrations and admissions that were done: numbers of visits by the message. */
  readonly visits: ReadonlyMap<string, string>;
}

const SETTLES: ReadonlySet<string> = new Set(['2102', '2207', '2304']);
const CANCELS: ReadonlySet<string> = new Set(['2103', '2208', '2305']);
const REGISTERS: ReadonlySet<string> = new Set(['2201', '2401']);

export function booksOf(journal: Journal, bodyKey?: string): Books {
  const settlements = new Map<string, Settlement>();
  const without: Books['without'][number][] = [];
  const visits = new Map<string, string>();
  for (const kept of journal.all()) {
    const { infno, msgid } = kept.message;
    const about = SETTLES.has(infno) || REGISTERS.has(infno);
    const output = doneBy(kept, bodyKey);
    if (output === undefined) {
      if (about) without.push({ msgid, infno, reversed: kept.reversed !== undefined && kept.reversed !== '2' });
      continue;
    }
    if (REGISTERS.has(infno)) visits.set(msgid, textOf(output['data'] ?? output['result'], 'mdtrt_id'));
    if (!SETTLES.has(infno) && !CANCELS.has(infno)) continue;
    const settlement = settlementOf(kept, output);
    if (SETTLES.has(infno)) settlements.set(settlement.setl_id, settlement);
    else {
      const original = settlements.get(textOf(sentIn(kept, 'data'), 'setl_id'));
      if (original !== undefined) original.back = settlement;
    }
  }
  return { settlements: [...settlements.values()], without, visits };
}

function doneBy({ answer: text, reversed }: Kept, bodyKey?: string): Fields | undefined {
  if (text === undefined || (reversed !== undefined && reversed !== '2')) return undefined;
  const { answer } = received(200, text, bodyKey);
  return codeOf(answer) === null && typeof answer.output === 'object' ? { ...answer.output } : undefined;
}

function sentIn({ input }: Kept, ...nodes: readonly string[]): Fields {
  const found = Object.entries(input).find(([name]) => nodes.includes(name))?.[1];
  return typeof found === 'object' && found !== null ? { ...found } : {};
}

function settlementOf(kept: Kept, output: Fields): Settlement {
  const { infno, msgid } = kept.message;
  const node = output['setlinfo'];
  const setlinfo: Fields = typeof node === 'object' && node !== null ? { ...node } : {};
  const stated = fenOf(sentIn(kept, 'data', 'druginfo'), 'medfee_sumamt');
  const id = (field: string): string => textOf(setlinfo, field);
  const ids = { setl_id: id('setl_id'), mdtrt_id: id('mdtrt_id'), psn_no: id('psn_no') };
  return { msgid, infno, ...ids, setlinfo, stated, back: null };
}

/** The message that would take a settlement back. */
export function cancellationOf({ infno, setl_id, mdtrt_id, psn_no }: Settlement): { infno: string; input: object } {
  const back = { '2102': '2103', '2207': '2208', '2304': '2305' }[infno] ?? '';
  return { infno: back, input: { data: infno === '2102' ? { psn_no, setl_id } : { setl_id, mdtrt_id, psn_no } } };
}

/** An amount of yuan as fen. */
export const fenOf = (node: Fields, field: string): number => Math.round(Number(node[field]) * 100);

/** The identities of a settlement (`setl_d`) that do not hold, by their left side. */
export function brokenIdentities(setlinfo: Fields): string[] {
  const sum = (fields: readonly string[]): number => fields.reduce((total, field) => total + fenOf(setlinfo, field), 0);
  return Object.entries(IDENTITIES).flatMap(([name, [whole, ...parts]]) => (sum([whole]) === sum(parts) ? [] : [name]));
}

const IDENTITIES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  scope: ['medfee_sumamt', 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'],
  payers: ['medfee_sumamt', 'fund_pay_sumamt', 'psn_part_amt', 'hosp_part_amt'],
  person: ['psn_part_amt', 'acct_pay', 'acct_mulaid_pay', 'psn_cash_pay'],
  funds: ['fund_pay_sumamt', 'hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay'],
};

/** Amounts that a settlement and what the platform keeps of it have in common. */
export const AMOUNTS: readonly string[] = [...new Set(Object.values(IDENTITIES).flat())];
