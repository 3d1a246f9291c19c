export { includes, noCodes } from './code-set.ts';
export { evaluate } from './evaluate.ts';
export type { Evidence, Finding, Judgement, Undecided } from './finding.ts';
export type * from './model.ts';
export { numberFields, textFields } from './predicate.ts';
export type * from './predicate.ts';
export { compileClosures } from './closures/index.ts';
export type { Closures } from './closures/index.ts';
export { judgeByReference } from './reference/index.ts';
export { hasNames, nameTest, withNamedItems } from './names.ts';
export type { NamedItem } from './names.ts';
export { sceneOf } from './scene.ts';
export type { Scene } from './scene.ts';
export { compileSql, judgementOf, lineOf, numberCell, textCell, visitOf } from './sql/index.ts';
export type {
  Cell,
  Columns,
  CompileOptions,
  Fetched,
  KnowledgeTable,
  Placed,
  SqlProgram,
  SqlRow,
  Statement,
} from './sql/index.ts';
