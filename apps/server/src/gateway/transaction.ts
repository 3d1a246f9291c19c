/** What a transaction (交易) of the national interface is to the gateway: a number, the shape of its input, and what it does. */
import type { PolicyOf } from '@shouhu/benefits';
import { together } from '@shouhu/database';
import type { Answers } from '@shouhu/database';
import type { KeyRing } from '@shouhu/vault';
import type { Transaction as DatabaseTransaction } from 'kysely';
import type { ZodType } from 'zod';
import type { Schema } from '../store/schema.ts';

/** One message, whose sender is known: its institution is registered, its signature verified, its msgid taken for the first time. */
export interface Message {
  readonly infno: string;
  readonly msgid: string;
  /** 定点医药机构代码 of the sender. */
  readonly fixmedins_code: string;
  /** 医保区划 of that institution. */
  readonly admdvs: string;
  /** 参保地医保区划, where the message names one. */
  readonly insuplc_admdvs: string | null;
  readonly opter: string;
  readonly opter_name: string;
}

/** What a transaction works with. Everything it writes, and its answer, stand in `trx`: all of it or nothing. */
export interface Handling {
  readonly trx: DatabaseTransaction<Schema>;
  readonly ring: KeyRing;
  /** Which policy holds for a place of insurance on a day. */
  readonly policyOf: PolicyOf;
  /** Data folder of the platform: where stored files lie. */
  readonly folder: string;
  readonly message: Message;
  /** The instant at which the message was taken. */
  readonly at: Date;
  /** Whether a message goes on without advice (3101, 3102) that cannot be given; `open` when absent. */
  readonly advice?: 'open' | 'closed';
  /** Whether what advice needs could not be read: the transaction is done once more, see {@link Unreadable}. */
  readonly unread?: boolean;
}

/** What a transaction needs for advice alone cannot be read. All it did is undone, and it is done once more without. */
export class Unreadable extends Error {}

export interface InterfaceTransaction<Input = unknown> {
  /** 交易编号: `2207`, `3505A`. */
  readonly infno: string;
  /** 交易名称. */
  readonly name: string;
  /** The content of `input`. */
  readonly input: ZodType<Input>;
  /**
   * @returns the content of `output`
   * @throws ShouhuError, which the gateway answers as `infcode` -1 with its Chinese text; nothing that was written stands then
   */
  handle(handling: Handling, input: Input): Promise<object>;
}

/** Works of one handling that need nothing of each other, each with what it works with: see {@link together}. */
export async function sideBySide<const Works extends readonly unknown[]>(
  handling: Handling,
  begin: (each: Handling) => Works,
): Promise<Answers<Works>> {
  return together(handling.trx, (trx) => begin({ ...handling, trx }));
}
