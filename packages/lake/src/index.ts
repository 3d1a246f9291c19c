export { importFolder } from './import-folder.ts';
export type { ImportOptions, ImportProgress, ImportResult } from './import.ts';
export { absentFields } from './judge/absent.ts';
export type { Absent } from './judge/absent.ts';
export { holding } from './net/holding.ts';
export { netRefunds } from './net/refunds.ts';
export type { RawLine } from './net/refunds.ts';
export type { Extent } from './net/holding.ts';
export {
  holdLists,
  judgedMonths,
  judgedViews,
  linesInDetail,
  namedLinesInDetail,
  releaseLists,
  visitsInDetail,
} from './judge/views.ts';
export { namedItems } from './judge/named-items.ts';
export { daysOf, worldOf } from './judge/world.ts';
export { defaultKeyFile, openKey } from './privacy/key.ts';
export { reveal } from './privacy/seal.ts';
export type { CheckResult, CheckStatus } from './quality/check.ts';
export { copyReports } from './quality/reports.ts';
export { openEngine, parquet, quote, rowsOf } from './store/engine.ts';
export type { EngineOptions } from './store/engine.ts';
export { openLake, verifyLake } from './store/lake.ts';
export type { Lake } from './store/lake.ts';
export { filesOfTable, rowCount } from './store/lake.ts';
export { filesOf } from './store/manifest.ts';
export type { FileEntry, Manifest } from './store/manifest.ts';
