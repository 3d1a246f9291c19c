/** For tests of what stands on the platform. */
export { leadOf, PEOPLE, platform, runOf } from './http/app.fixture.ts';
export type { PersonName, Platform } from './http/app.fixture.ts';
export { codeOf } from './identity/identity.fixture.ts';
export { recordRun } from './leads/record-run.ts';
