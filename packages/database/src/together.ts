/** Statements of one transaction that need nothing of each other go to the server together: one way there and back for all. */
import { PostgresDialect, Transaction } from 'kysely';
import type { DatabaseConnection } from 'kysely';

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
 * @param begin gets the transaction, for these works only
 * @throws the failure of the first work that failed by itself; after it the database refuses all others
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
    await Promise.allSettled(works);
    return (await Promise.all(works)) as Answers<Works>;
  });
}
