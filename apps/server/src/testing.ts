/** For tests of what stands on the platform. */
export { addDistrict, DISTRICT_PLACES, districtResults } from './campaigns/district.fixture.ts';
export { planOf } from './campaigns/routes.fixture.ts';
export { moneyCounty } from './clearing/county.fixture.ts';
export { findingOf } from './findings/findings.fixture.ts';
export { leadOf, PEOPLE, platform, runOf } from './http/app.fixture.ts';
export type { PersonName, Platform } from './http/app.fixture.ts';
export { testProvider } from './identity/provider.fixture.ts';
export { codeOf } from './identity/identity.fixture.ts';
export { workedCounty } from './figures/worked-county.fixture.ts';
export { recordRun } from './leads/record-run.ts';
export { worksOf } from './jobs/works.ts';
export { freePort } from './operation/platform.fixture.ts';
export { county, fillLake } from './tasks/county.fixture.ts';
export { cancelledAtDoor, openTill, settledAtDoor } from './settlement/door.fixture.ts';
export { checkedDay } from './till-check/door.fixture.ts';
export type { CheckedDay } from './till-check/door.fixture.ts';
export { ITEMS, line } from './settlement/settlement.fixture.ts';
