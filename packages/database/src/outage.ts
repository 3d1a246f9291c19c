/** Codes of the network and of PostgreSQL that say: there is no database to talk to just now. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const SERVER = /^(08\w{3}|57P0[1-5]|53300|58000)$/;
/** What the driver says without a code: a connection that ended under a statement, or none that could be had in time. */
const DRIVER = /Connection terminated|not queryable|timeout exceeded when trying to connect|Client was closed/;

/** Why a statement was not carried out that may be asked again later; undefined where it was refused for what it says. */
export type Outage = 'unreachable' | 'too-long' | 'disk-full';

/** What an error says of the database as such. Errors of several addresses, and causes, are looked into. */
export function outageOf(error: unknown): Outage | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (NETWORK.has(code) || SERVER.test(code) || DRIVER.test(error.message)) return 'unreachable';
  if (code === '57014' || code === '55P03') return 'too-long';
  if (code === '53100') return 'disk-full';
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...inner, error.cause].map(outageOf).find((one) => one !== undefined);
}
