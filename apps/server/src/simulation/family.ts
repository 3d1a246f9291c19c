/** Relatives who spend one balance beside the tills: transfers, contributions and mutual aid, each repeated with its own id until it is known what came of it. */
import { ShouhuError } from '@shouhu/errors';
import type { Random } from '@shouhu/synth';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { payContribution } from '../wallet/contribution.ts';
import { shareAccount, stopSharing } from '../wallet/mutual-aid.ts';
import { accept, decline, offer, returnOverdue } from '../wallet/transfers.ts';

export interface FamilyParts {
  readonly db: Kysely<Schema>;
  readonly now: () => Date;
  /** By which ids are made. */
  readonly seed: number;
  readonly payer: string;
  readonly relatives: readonly string[];
  /** Told how something ended: `done`, or the code of its refusal. */
  readonly onEnd: (what: string, end: string) => Promise<void>;
}

/** Of ten thousand answers, how many are lost, so that the same is asked again. */
const LOST = 1_500;
/** A platform that does nothing so often is gone. */
const MOST_TRIES = 100;

export class Family {
  readonly #parts: FamilyParts;
  /** Offers that somebody was told of, with their receivers. */
  readonly #offers: { readonly transfer_id: string; readonly receiver: string }[] = [];

  constructor(parts: FamilyParts) {
    this.#parts = parts;
  }

  /** One of them does so many things, one after another. */
  async act(member: number, count: number, random: Random): Promise<void> {
    for (let nth = 0; nth < count; nth += 1) {
      const what = random.pick(['offer', 'offer', 'back', 'accept', 'decline', 'contribute', 'share', 'stop'] as const);
      await this.#one(what, uuidOf(`${this.#parts.seed} ${member} ${nth}`), random);
    }
  }

  /** When their time comes: what waits is accepted by some, and goes back by the job that looks for it. */
  async meetDeadline(random: Random): Promise<void> {
    const { db, now } = this.#parts;
    const waiting = this.#offers.map(async (one) => {
      const what = random.pick(['accept', 'decline'] as const);
      if (random.chance(5_000)) await this.#end(what, one);
    });
    const job = (async (): Promise<void> => {
      for (let nth = 0; nth < 3; nth += 1) await this.#repeat('return', random, async () => returnOverdue(db, now()));
    })();
    await Promise.all([...waiting, job]);
  }

  async #one(
    what: 'offer' | 'back' | 'accept' | 'decline' | 'contribute' | 'share' | 'stop',
    id: string,
    random: Random,
  ): Promise<void> {
    const { db, now, payer, relatives } = this.#parts;
    const relative = random.pick(relatives);
    const fen = random.between(1, 30_000);
    if (what === 'accept' || what === 'decline') {
      const one = this.#offers.length === 0 ? undefined : random.pick(this.#offers);
      if (one !== undefined) await this.#end(what, one, random);
      return;
    }
    const does = {
      offer: async () =>
        offer(db, { psn_no: payer, at: now() }, { transfer_id: id, receiver: relative, source: 'account', fen }),
      back: async () =>
        offer(db, { psn_no: relative, at: now() }, { transfer_id: id, receiver: payer, source: 'wallet', fen }),
      contribute: async () =>
        payContribution(
          db,
          { psn_no: relative, at: now() },
          { payment_id: id, beneficiary: relative, year: 2026, fen },
        ),
      share: async () => shareAccount(db, { psn_no: payer, at: now() }, relative),
      stop: async () => stopSharing(db, { psn_no: payer, at: now() }, relative),
    };
    const isDone = await this.#repeat(what, random, does[what]);
    if (isDone && what === 'offer') this.#offers.push({ transfer_id: id, receiver: relative });
    if (isDone && what === 'back') this.#offers.push({ transfer_id: id, receiver: payer });
  }

  async #end(
    what: 'accept' | 'decline',
    { transfer_id, receiver }: { readonly transfer_id: string; readonly receiver: string },
    random?: Random,
  ): Promise<void> {
    const { db, now } = this.#parts;
    const does = { accept, decline };
    await this.#repeat(what, random, async () => does[what](db, { psn_no: receiver, at: now() }, transfer_id));
  }

  /** @returns whether it was done, not refused */
  async #repeat(what: string, random: Random | undefined, work: () => Promise<unknown>): Promise<boolean> {
    const { onEnd } = this.#parts;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const end = await work().then(
        () => 'done',
        (error: unknown) => {
          if (error instanceof ShouhuError && error.exit === 1 && !/^SH-[BV]/.test(error.code)) return error.code;
          return undefined;
        },
      );
      await onEnd(what, end ?? 'fault');
      if (end === undefined || (end === 'done' && random?.chance(LOST) === true)) continue;
      return end === 'done';
    }
    throw new Error(`no end of ${what}`);
  }
}
