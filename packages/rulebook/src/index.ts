export { exemptionOf } from './exemption.ts';
export type { ChargedCodes } from './exemption.ts';
export { exemptKinds, parameterNames } from './knowledge.ts';
export type { Exemption, ExemptKind, Parameter, ParameterName } from './knowledge.ts';
export { loadLocal } from './local/load.ts';
export type { LocalKnowledge, LocalReading } from './local/load.ts';
export { writeTemplates } from './local/template.ts';
export * from './national/index.ts';
export { frozenRule, pointSchema, predicateSchema, ruleSchema, windowSchema } from './schema.ts';
