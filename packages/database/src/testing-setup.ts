/** For `node --test-global-setup`: one PostgreSQL for all test processes of a run, as starting and migrating one costs each of them seconds. */
import { SHARED, startTestServer } from './test-server.ts';
import type { TestServer } from './test-server.ts';

let server: TestServer | undefined;

export async function globalSetup(): Promise<void> {
  server = await startTestServer();
  process.env[SHARED] = server.url;
}

export async function globalTeardown(): Promise<void> {
  await server?.stop();
}
