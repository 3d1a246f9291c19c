/**
 * The statement that begins a transaction, sent with the first one within it: one way to the server and back less for every transaction, as JDBC drivers
 * do. Both stand before one Sync of the protocol: where the beginning fails the server skips the statement, so nothing is ever done outside.
 */
import { Query } from 'pg';
import type { Connection, PoolClient, ResultBuilder } from 'pg';

declare module 'pg' {
  interface Query {
    handleCommandComplete(message: unknown, connection: Connection): void;
  }
  interface Connection {
    bind(config: { readonly statement: string }): void;
    execute(config: object): void;
  }
}

/** A statement with values, under the name by which the connection has prepared it. */
export interface Asked {
  readonly name: string | undefined;
  readonly text: string;
  readonly values: unknown[];
}

/** @param opening name under which the connection has prepared what begins the transaction */
export async function askOpening(client: PoolClient, opening: string, asked: Asked): Promise<ResultBuilder> {
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

  constructor(opening: string, asked: Asked, told: Told) {
    super(asked, told);
    const send = this.submit;
    this.submit = (connection) => {
      connection.stream.cork();
      connection.bind({ statement: opening });
      connection.execute({});
      send.call(this, connection);
      connection.stream.uncork();
    };
  }

  /** The first completion is that of the beginning. */
  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.#opened) super.handleCommandComplete(message, connection);
    this.#opened = true;
  }
}
