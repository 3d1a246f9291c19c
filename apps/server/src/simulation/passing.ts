/** A database whose statements pass one at a time: connections of the one within, borrowed, whose every statement waits to be let through. */
import { PausingAdapter } from '@shouhu/database';
import { CompiledQuery, Kysely, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import type { Statement, Statements } from './statements.ts';

/** Rows of a statement whatever they are, or how it failed. */
type Run<Result> = () => Promise<Result>;

/** What is done to statements on their way. */
export interface Altered {
  /** Another text for a statement. */
  readonly rewrite?: (text: string) => string;
  /** Whether a program that fails open takes a failure of this statement for no rows. */
  readonly failsOpen?: (text: string) => boolean;
}

/** The same database, its statements passing. */
export function through<Schema>(inner: Kysely<Schema>, statements: Statements, altered: Altered = {}): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PausingAdapter(async (lost) => statements.pause(2 ** lost)),
      createDriver: () => new PassingDriver(inner, statements, altered),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

const ENDS = /^(commit|rollback)$/;
const BACK = /^rollback to /i;
/** As of a statement that ran into `statement_timeout`. */
const CANCELLED = `DO $$ BEGIN RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = 'query_canceled'; END $$`;
/** A program that does not wait for a lock. */
const IMPATIENT = `SET LOCAL lock_timeout = '1ms'`;

/** Process of the server that serves a connection. */
const pids = new WeakMap<DatabaseConnection, number>();

async function pidOf(connection: DatabaseConnection): Promise<number> {
  const known = pids.get(connection);
  if (known !== undefined) return known;
  const { rows } = await connection.executeQuery<{ pid: number }>(raw('SELECT pg_backend_pid() AS pid'));
  const pid = rows[0]?.pid ?? 0;
  pids.set(connection, pid);
  return pid;
}

const raw = (text: string): CompiledQuery => CompiledQuery.raw(text);

/** A failure is told before the server lets locks go: this one when it has, and takes the next statement. */
async function overWith<Row>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<Row>> {
  try {
    return await connection.executeQuery<Row>(query);
  } catch (error) {
    await connection.executeQuery(raw('')).catch(() => undefined);
    throw error;
  }
}

class PassingDriver<Schema> implements Driver {
  readonly #inner: Kysely<Schema>;
  readonly #statements: Statements;
  readonly #altered: Altered;
  readonly #open = new Set<DatabaseConnection>();
  readonly #returns = new Map<DatabaseConnection, () => void>();

  constructor(inner: Kysely<Schema>, statements: Statements, altered: Altered) {
    this.#inner = inner;
    this.#statements = statements;
    this.#altered = altered;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const on = this.#statements.number();
    return this.#statements.aside(async () => {
      const lent = Promise.withResolvers<DatabaseConnection>();
      const returned = Promise.withResolvers<void>();
      this.#inner
        .getExecutor()
        .provideConnection(async (connection) => {
          lent.resolve(connection);
          await returned.promise;
        })
        .catch(lent.reject);
      const connection = await lent.promise;
      const passing = this.#passing(connection, on, await pidOf(connection));
      this.#returns.set(passing, returned.resolve);
      return passing;
    });
  }

  #passing(connection: DatabaseConnection, on: number, pid: number): DatabaseConnection {
    let isDead = false;
    const breakOff = async (): Promise<void> => {
      isDead = true;
      await connection.executeQuery(raw('rollback')).catch(() => undefined);
    };
    const passing: DatabaseConnection = {
      executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
        if (isDead) throw new Error('Connection terminated');
        let result: QueryResult<Row> | undefined;
        const run = async (isCancelled: boolean): Promise<QueryResult<Row>> =>
          (result = await this.#carry(connection, query.sql, async () => {
            // Of what was asked together, the rest after the end.
            if (isDead) throw new Error('Connection terminated');
            if (isCancelled) await overWith(connection, raw(CANCELLED));
            return overWith<Row>(connection, { ...query, sql: this.#altered.rewrite?.(query.sql) ?? query.sql });
          }));
        await this.#statements.pass({
          on,
          pid,
          text: query.sql,
          kind: this.#kindOf(passing, query.sql),
          run,
          breakOff,
        });
        return result ?? { rows: [] };
      },
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
    return passing;
  }

  #kindOf(passing: DatabaseConnection, text: string): Statement['kind'] {
    if (!this.#open.has(passing)) return 'alone';
    if (ENDS.test(text)) return 'end';
    if (BACK.test(text)) return 'back';
    return text === 'begin' || text.startsWith('start transaction') ? 'begin' : 'within';
  }

  /** A program with a fault goes on without the rows of a check that failed. */
  async #carry<Row>(
    connection: DatabaseConnection,
    text: string,
    run: Run<QueryResult<Row>>,
  ): Promise<QueryResult<Row>> {
    if (this.#altered.failsOpen?.(text) !== true) return run();
    await connection.executeQuery(raw('SAVEPOINT open'));
    await connection.executeQuery(raw(IMPATIENT));
    try {
      return await run();
    } catch {
      await connection.executeQuery(raw('ROLLBACK TO SAVEPOINT open'));
      return { rows: [] };
    }
  }

  async beginTransaction(connection: DatabaseConnection, { isolationLevel }: TransactionSettings): Promise<void> {
    const begin = isolationLevel === undefined ? 'begin' : `start transaction isolation level ${isolationLevel}`;
    this.#open.add(connection);
    await connection.executeQuery(raw(begin));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(raw('rollback'));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#returns.get(connection)?.();
    this.#returns.delete(connection);
    this.#open.delete(connection);
  }

  async destroy(): Promise<void> {}
}
