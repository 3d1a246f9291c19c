/** What the public of a played week does before and in it: e-vouchers at a window, families that share an account, wallets with money, telephones that show tokens, faces before terminals. */
import { randomBytes, randomUUID } from 'node:crypto';
import { makePrivateKey, publicKeyOf, sign } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Services } from '../http/new-app.ts';
import type { Caller } from '../rights/caller.ts';
import { enrolAtWindow } from '../voucher/enrol.ts';
import { faceText } from '../voucher/face.ts';
import { addTerminal } from '../voucher/terminals.ts';
import { displayToken } from '../voucher/vouchers.ts';
import { shareAccount } from '../wallet/mutual-aid.ts';
import { witnessRelation } from '../wallet/relations.ts';
import { accept, offer } from '../wallet/transfers.ts';
import { openWallet } from '../wallet/wallets.ts';

type Keeping = Pick<Services, 'db' | 'ring' | 'now'>;

/** An insured person with an identity card. */
export interface Citizen {
  readonly psn_no: string;
  readonly certno: string;
}

interface Showing {
  readonly psn_no: string;
  readonly which: 'now' | 'old' | 'face';
  readonly fixmedins_code: string;
}

export interface Public {
  readonly vouchers: number;
  readonly families: number;
  readonly wallets: number;
  readonly hasVoucher: (psn_no: string) => boolean;
  /** Whether there are terminals that recognise faces. */
  readonly faces: boolean;
  /** The token that the telephone of a person shows, or what a terminal says of a face; undefined where none can be used at this moment, as within a minute of another. */
  readonly show: (showing: Showing) => Promise<string | undefined>;
}

/** Of persons one in so many has an e-voucher; of the rich, one in so many shares its account with a relative, who has a wallet too. */
const VOUCHER_EVERY = 5;
const SHARES_EVERY = 8;
/** What an account holds whose owner gives some of it away, and what is given, in fen. */
const [RICH, GIVEN] = [500_00, 120_00];
/** A token is not begun to be used when it is about to end; an old one is so many seconds old. */
const [LEAST_LEFT_MS, OLD_S] = [20_000, 180];

/**
 * In the morning of the first day.
 * @param places institutions that get a face terminal
 */
export async function makePublic(
  on: Keeping,
  admdvs: string,
  citizens: readonly Citizen[],
  places: readonly { readonly fixmedins_code: string }[],
): Promise<Public> {
  const caller: Caller = {
    id: 'window',
    name: '经办窗口',
    duties: ['first-reviewer'],
    regions: [admdvs],
    fixmedins_code: null,
  };
  const holders = citizens.filter((_, at) => at % VOUCHER_EVERY === 0);
  for (const { psn_no, certno } of holders) {
    const card = { psn_cert_type: '01', certno, voucher_id: randomUUID(), device: deviceOf(psn_no) };
    await enrolAtWindow(on, { caller, at: on.now() }, { ...card, place: '经办大厅', reissue: false });
  }
  const { families, wallets } = await makeFamilies(on, caller, citizens);
  const known = new Set(holders.map(({ psn_no }) => psn_no));
  const phones = new Phones(on);
  const terminals = await makeTerminals(on, { ...caller, duties: ['administrator'] }, places);
  return {
    vouchers: holders.length,
    families,
    wallets,
    hasVoucher: (psn_no) => known.has(psn_no),
    faces: terminals.size > 0,
    show: async ({ psn_no, which, fixmedins_code }) =>
      which === 'face' ? terminals.get(fixmedins_code)?.(psn_no) : phones.show(psn_no, which),
  };
}

/** By institution, what its terminal says when it recognises a person. */
async function makeTerminals(
  { db, now }: Keeping,
  caller: Caller,
  places: readonly { readonly fixmedins_code: string }[],
): Promise<ReadonlyMap<string, (psn_no: string) => string>> {
  const terminals = new Map<string, (psn_no: string) => string>();
  for (const { fixmedins_code } of places) {
    const [terminal_id, privateKey] = [randomUUID(), makePrivateKey()];
    const public_key = publicKeyOf(privateKey);
    await addTerminal({ db }, { caller, at: now() }, fixmedins_code, { terminal_id, public_key, note: '自助机' });
    terminals.set(fixmedins_code, (psn_no) => {
      const nonce = randomBytes(NONCE_BYTES).toString('hex');
      const said = { terminal_id, psn_no, seconds: Math.floor(now().getTime() / 1_000), nonce };
      return [terminal_id, psn_no, said.seconds, nonce, sign(privateKey, public_key, faceText(said))].join('.');
    });
  }
  return terminals;
}

const NONCE_BYTES = 16;

const deviceOf = (psn_no: string): string => `telephone-${psn_no}`;

async function makeFamilies({ db, now }: Keeping, caller: Caller, citizens: readonly Citizen[]) {
  const { rows } = await sql<{ psn_no: string }>`
    SELECT substr(account, 6) AS psn_no FROM ledger_account WHERE account LIKE 'acct:%' AND balance_fen >= ${RICH} ORDER BY account`.execute(
    db,
  );
  const rich = new Set(rows.map(({ psn_no }) => psn_no));
  // Who is no citizen of the week has died or moved.
  const [able, others] = [true, false].map((is) => citizens.filter(({ psn_no }) => rich.has(psn_no) === is));
  const givers = (able ?? []).filter((_, at) => at % SHARES_EVERY === 0).slice(0, others?.length);
  for (const [at, { psn_no }] of givers.entries()) {
    const relative = others?.[at]?.psn_no ?? '';
    const declared = { relation_id: randomUUID(), psn_no, relative, kind: 'spouse', papers: '结婚证' } as const;
    await witnessRelation({ db }, { caller, at: now() }, declared);
    await shareAccount(db, { psn_no, at: now() }, relative);
    await openWallet(db, { psn_no: relative, at: now() }, relative);
    const transfer_id = randomUUID();
    const given = { transfer_id, receiver: relative, source: 'account', fen: GIVEN } as const;
    await offer(db, { psn_no, at: now() }, given);
    await accept(db, { psn_no: relative, at: now() }, transfer_id);
  }
  return { families: givers.length, wallets: givers.length };
}

class Phones {
  readonly #on: Keeping;
  /** The end of the minute whose token a person showed last. */
  readonly #shown = new Map<string, number>();

  constructor(on: Keeping) {
    this.#on = on;
  }

  async show(psn_no: string, which: 'now' | 'old'): Promise<string | undefined> {
    const at = this.#on.now();
    const asked = which === 'old' ? new Date(at.getTime() - OLD_S * 1_000) : at;
    if (which === 'now' && (this.#shown.get(psn_no) ?? 0) > at.getTime()) return undefined;
    this.#shown.set(psn_no, at.getTime() + LEAST_LEFT_MS);
    const { token, until, used } = await displayToken(this.#on, { psn_no, at: asked }, deviceOf(psn_no));
    if (which === 'old') return token;
    this.#shown.set(psn_no, until.getTime());
    return used || until.getTime() - at.getTime() < LEAST_LEFT_MS ? undefined : token;
  }
}
