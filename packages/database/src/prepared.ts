/** What a connection is asked again and again it has parsed and planned once: the statements of a till take longer to plan than to run. */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError } from 'pg';
import type { Pool, PoolClient } from 'pg';

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

class PreparingClient implements PostgresPoolClient {
  readonly #client: PoolClient;
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
    return this.#ask(asked, [...parameters]);
  }

  async #ask(text: string, values: unknown[]): Promise<unknown> {
    // Without values it is a command such as COMMIT, which has no plan.
    const name = values.length === 0 ? undefined : this.#nameOf(text);
    if (name === undefined) return this.#client.query(text, values);
    try {
      return await this.#client.query({ name, text, values });
    } catch (error) {
      if (error instanceof DatabaseError && error.code === TABLE_CHANGED) this.#names.delete(text);
      throw error;
    }
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
