/** Faults that are planted into statements on their way to the database, to see that the simulator finds them. None of them is anywhere else. */
import { sql } from 'kysely';
import type { Plant } from './simulate.ts';

/** A text of a statement, replaced; the plant is of another program when it is nowhere. */
function replaces(...changes: readonly (readonly [string, string])[]): {
  rewrite: (text: string) => string;
  used: () => boolean;
} {
  const used = new Set<string>();
  const rewrite = (text: string): string =>
    changes.reduce((changed, [from, to]) => {
      if (changed.includes(from)) used.add(from);
      return changed.replaceAll(from, to);
    }, text);
  return { rewrite, used: () => used.size === changes.length };
}

const PERSON_LOCK = ["pg_advisory_xact_lock(hashtextextended('person ' || psn_no, 0))", 'psn_no'] as const;

export type Planted = Plant & { readonly used: () => boolean };

/** Nobody waits for those who spend the same account, and no floor is asked: two relatives spend one balance. */
export function doubleSpend(): Planted {
  return {
    ...replaces(PERSON_LOCK, ['(own.floor_fen IS NULL OR own.balance_fen + fen >= own.floor_fen)', 'true']),
    async prepare(db) {
      await sql`ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_check`.execute(db);
    },
  };
}

/** The ledger reads balances before it has the accounts, and writes what it read: of two postings one is lost. */
export function lostUpdate(): Planted {
  return replaces(
    [
      'SELECT account FROM ledger_account WHERE account = ANY',
      'SELECT account, balance_fen AS was FROM ledger_account WHERE account = ANY',
    ],
    ['ORDER BY account FOR UPDATE)', 'ORDER BY account)'],
    ['SET balance_fen = own.balance_fen + fen', 'SET balance_fen = was + fen'],
  );
}

/** The year is read before the lock on the person: of two settlements of one person the first is forgotten. */
export function forgottenYear(): Planted {
  return replaces(PERSON_LOCK);
}

/** Statements that a program with a fault takes for passed when they fail. */
function failsOpen(text: string): Planted {
  let isMet = false;
  return {
    failsOpen(statement) {
      const isIt = statement.includes(text);
      isMet ||= isIt;
      return isIt;
    },
    used: () => isMet,
  };
}

/** A till does not wait for the one that holds a box, and sells where the look-up gives nothing. */
export const openBoxes = (): Planted => failsOpen('INSERT INTO trace_sale AS own');

/** What is not known of measures against an institution is none: every other look-up of them gives nothing, and a suspended one settles. */
export function openStanding(): Planted {
  const measures = /(FROM matter JOIN deed USING \(matter_id\)\s+WHERE) /;
  let looks = 0;
  const rewrite = (statement: string): string =>
    measures.test(statement) && (looks += 1) % 2 === 0 ? statement.replace(measures, '$1 false AND ') : statement;
  return { rewrite, used: () => looks > 1 };
}
