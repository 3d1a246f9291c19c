/** What an embedded server is started with. */
export interface ServerOptions {
  /** Made on first use; nothing else may lie in it. */
  readonly folder: string;
  /** What an operator may want to know, in English. */
  readonly log: (line: string) => void;
  /** Told once, when the server ended by itself and could not be started again. */
  readonly onLost: (reason: string) => void;
  /** False only for tests: nothing is brought to the disk, a power failure spoils it all. */
  readonly durable: boolean;
}
