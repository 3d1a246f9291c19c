/**
 * The statement that begins a transaction, sent with the first one within it: one way to the server and back less for every transaction, as JDBC drivers
 * do. Both stand before one Sync of the protocol: where the beginning fails the server skips the statement, so nothing is ever done outside.
 */
import { Query } from 'pg';
import type { Connection, PoolClient, QueryConfig, ResultBuilder } from 'pg';

declare module 'pg' {
  interface Query {
    handleCommandComplete(message: unknown, connection: Connection): void;
  }
  interface ClientBase {
    readonly connection: Connection;
  }
  interface Connection {
    bind(config: { readonly statement: string }): void;
    execute(config: object): void;
  }
}

/** What begins a transaction, as the connection has prepared it. */
export interface Opening {
  readonly name: string;
  readonly text: string;
}

/** @param asked first statement of the transaction, with values */
export async function askOpening(client: PoolClient, opening: Opening, asked: QueryConfig): Promise<ResultBuilder> {
  const { promise, resolve, reject } = Promise.withResolvers<ResultBuilder>();
  client.query(
    new OpeningQuery(opening, asked, (error, result) =>
      error === null || error === undefined ? resolve(result) : reject(error),
    ),
  );
  return promise;
}

type Told = (error: Error | null | undefined, result: ResultBuilder) => void;

class OpeningQuery extends Query {
  #opened = false;

  constructor(opening: Opening, asked: QueryConfig, told: Told) {
    super(asked, told);
    const send = this.submit;
    this.submit = (connection) => {
      connection.bind({ statement: opening.name });
      connection.execute({});
      send.call(this, connection);
    };
  }

  /** The first completion is that of the beginning. */
  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.#opened) super.handleCommandComplete(message, connection);
    this.#opened = true;
  }
}
