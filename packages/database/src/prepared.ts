/** What a connection is asked again and again it has parsed and planned once: the statements of a till take longer to plan than to run. */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError } from 'pg';
import type { Pool, PoolClient } from 'pg';
import { askOpening } from './opening.ts';
import type { Opening } from './opening.ts';

/** A statement is prepared when it is asked for this many times; one that was made for the moment never is. */
const OFTEN = 3;
/** Most statements that a connection prepares. None is given up for another: what is asked often is asked by few. */
const MOST_PREPARED = 256;
/** Most statements that are counted at a time. */
const MOST_COUNTED = 1_000;
/** "cached plan must not change result type": a table has other columns than when it was planned. */
const TABLE_CHANGED = '0A000';

/** The pool as Kysely takes it. */
export function preparing(pool: Pool): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const connection = known.get(client) ?? new PreparingClient(client);
      known.set(client, connection);
      return connection;
    },
    end: async () => pool.end(),
  };
}

/** What begins and what ends a transaction, as Kysely says it. */
const BEGINS = /^(begin|start transaction)/;
const ENDS = /^(commit|rollback)$/;
/** Answer to a command that was not sent, or not yet. */
const NOTHING = { command: undefined, rowCount: 0, rows: [] };

class PreparingClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  /** What begins the transaction that is to be begun: it goes with its first statement. */
  #opening: Opening | undefined;
  /** What begins transactions and was prepared here, by its text. */
  readonly #openings = new Map<string, Opening>();
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();
  #serial = 0;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }

  query<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query(asked: string | object, parameters: readonly unknown[] = []): unknown {
    if (typeof asked !== 'string') throw new TypeError('cursors are not in use');
    this.#gather();
    return this.#ask(asked, [...parameters]);
  }

  /** What is asked in one turn leaves in one piece: writing to a socket takes as long as all the rest of asking. */
  #gather(): void {
    const { stream } = this.#client.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  async #ask(text: string, values: unknown[]): Promise<unknown> {
    const opening = this.#opening;
    this.#opening = undefined;
    // Without values it is a command such as COMMIT, which has no plan.
    if (values.length === 0) return this.#command(text, opening);
    const asked = { name: this.#nameOf(text), text, values };
    try {
      return await (opening === undefined ? this.#client.query(asked) : askOpening(this.#client, opening, asked));
    } catch (error) {
      if (error instanceof DatabaseError && error.code === TABLE_CHANGED) this.#names.delete(text);
      throw error;
    }
  }

  async #command(text: string, opening: Opening | undefined): Promise<unknown> {
    if (BEGINS.test(text)) return this.#begin(text);
    if (opening !== undefined) {
      if (ENDS.test(text)) return NOTHING;
      await this.#client.query(opening);
    }
    return this.#client.query(text);
  }

  /** Begins with the first statement, once the connection has prepared what begins. */
  async #begin(text: string): Promise<unknown> {
    this.#opening = this.#openings.get(text);
    if (this.#opening !== undefined) return NOTHING;
    const opening = { name: `shouhu_begin_${this.#openings.size}`, text };
    const begun = await this.#client.query(opening);
    this.#openings.set(text, opening);
    return begun;
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MOST_PREPARED) return known;
    const count = (this.#counts.get(text) ?? 0) + 1;
    if (count < OFTEN) {
      if (this.#counts.size >= MOST_COUNTED) this.#counts.clear();
      this.#counts.set(text, count);
      return undefined;
    }
    this.#serial += 1;
    const name = `shouhu_${this.#serial}`;
    this.#counts.delete(text);
    this.#names.set(text, name);
    return name;
  }
}
