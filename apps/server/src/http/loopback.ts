const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '[::1]', 'localhost']);

/** Whether a host, as an address or as it stands in a URL, is this machine itself. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}
