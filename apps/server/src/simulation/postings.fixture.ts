/** Many who post to the same two accounts at once, and nothing else. */
import { randomUUID } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { openAccounts, post } from '@shouhu/ledger';
import { Random } from '@shouhu/synth';
import { through } from './passing.ts';
import type { Plant } from './simulate.ts';
import { Statements } from './statements.ts';
import { BEGINS } from './town.ts';
import type { World } from './world.ts';

const POSTERS = 8;
const [FROM, TO] = ['income:test:310100', 'fund:310100'];

/** @returns what does not hold of the books afterwards */
export async function postAtOnce(world: World, seed: number, plant: Plant = {}): Promise<string[]> {
  const ground = await world.lend();
  try {
    await transaction(ground.db, 'read committed', async (trx) => openAccounts(trx, [FROM, TO]));
    const statements = new Statements(world.admin.db, new Random(seed), {
      cuts: 0,
      cancels: 0,
      holds: 1_000,
      meets: 0,
    });
    const db = through(ground.db, statements, plant);
    const passing = statements.run();
    const posting = async (fen: number): Promise<void> => {
      const postings = [
        { account: FROM, fen: -fen },
        { account: TO, fen },
      ];
      const entry = { entry_id: randomUUID(), kind: 'income', day: '2026-03-02', memo: '', postings };
      await transaction(db, 'read committed', async (trx) => post(trx, entry, BEGINS));
    };
    await Promise.all(Array.from({ length: POSTERS }, async (_, nth) => posting(nth + 1)));
    statements.end();
    await passing;
    return await ground.broken('books');
  } finally {
    await world.giveBack(ground, true);
  }
}
