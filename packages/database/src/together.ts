/** Statements of one transaction that need nothing of each other go to the server together: one way there and back for all. */
import { PostgresDialect, Transaction } from 'kysely';
import type { DatabaseConnection } from 'kysely';
import { DatabaseError } from 'pg';

/** What a transaction is made of beside its connection, which it has. */
const dialect = new PostgresDialect({
  pool: async () => {
    throw new Error('a transaction has its connection');
  },
});
const config = { dialect };
const driver = dialect.createDriver();

/** What works answer, each in its place. */
export type Answers<Works extends readonly unknown[]> = { -readonly [Nth in keyof Works]: Awaited<Works[Nth]> };

/**
 * Runs works of a transaction side by side. Their statements reach the server in the order in which the works ask; the first one's are there first.
 * All are awaited, also where one fails: none goes on asking when the transaction has ended.
 * @param begin gets the transaction for these works; one that asks `trx` itself would wait for its own end
 * @throws the failure of the first work that failed by itself, and not because another had
 */
export async function together<Schema, const Works extends readonly unknown[]>(
  trx: Transaction<Schema>,
  begin: (atOnce: Transaction<Schema>) => Works,
): Promise<Answers<Works>> {
  const executor = trx.getExecutor();
  return executor.provideConnection(async (connection) => {
    const provider = {
      provideConnection: async <Result>(use: (own: DatabaseConnection) => Promise<Result>) => use(connection),
    };
    const atOnce = new Transaction<Schema>({
      config,
      dialect,
      driver,
      executor: executor.withConnectionProvider(provider),
    });
    const works = begin(atOnce);
    const ended = await Promise.allSettled(works);
    const failures = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    if (failures.length > 0) throw failures.find((one) => !isConsequence(one)) ?? failures[0];
    return Promise.all(works);
  });
}

/** "current transaction is aborted": another statement failed before. */
const isConsequence = (error: unknown): boolean => error instanceof DatabaseError && error.code === '25P02';
