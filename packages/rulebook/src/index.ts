export { importAnnex } from './annex/import.ts';
export type { AnnexImport, AnnexOptions, Superseded } from './annex/import.ts';
export { writeNational } from './annex/write.ts';
export { applyParameters } from './apply-parameters.ts';
export { currentKnowledge, KnowledgeProblems } from './current.ts';
export type { CurrentKnowledge, KnowledgeOptions } from './current.ts';
export { exemptionOf } from './exemption.ts';
export type { ChargedCodes } from './exemption.ts';
export { exemptKinds, parameterNames } from './knowledge.ts';
export type { Exemption, ExemptKind, Parameter, ParameterName, Setting, Tunable } from './knowledge.ts';
export { knownRules } from './known-rules.ts';
export { loadLocal } from './local/load.ts';
export type { LocalKnowledge, LocalReading } from './local/load.ts';
export { localExample } from './local/example.ts';
export type { LocalExample } from './local/example.ts';
export { localFileOf } from './local/file-of.ts';
export { localTables } from './local/tables.ts';
export { writeTemplates } from './local/template.ts';
export * from './national/index.ts';
export { OPEN_FROM, OPEN_TO } from './validity.ts';
export { ownRules } from './own/rules.ts';
export { defaultClasses, defaultCounts } from './defaults/index.ts';
export { defaultsPage } from './defaults/document.ts';
export { needed as neededByPoint } from './defaults/records.ts';
export { frozenRule, pointSchema, predicateSchema, ruleSchema, windowSchema } from './schema.ts';
export { buildSnapshot } from './snapshot/build.ts';
export type { PartSummary, Snapshot, SnapshotParts, Source } from './snapshot/build.ts';
export { listRules, showRule } from './snapshot/show.ts';
export type { RuleRow, RuleSheet } from './snapshot/show.ts';
export {
  listSnapshots,
  readSnapshot,
  snapshotOf,
  snapshotPath,
  snapshotText,
  writeSnapshot,
} from './snapshot/store.ts';
