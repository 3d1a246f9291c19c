import { tablesPage } from '@shouhu/claims';
import { errorsPage } from '@shouhu/errors';
import { schemePages } from '@shouhu/schemes';
import { ruleStatements } from './rule-statements.ts';

/** One producer of generated files: paths from the repository's root and the text each should hold. */
type Producer = () => Iterable<readonly [path: string, text: string]>;

/** Add a line per generated file, or per family of files. */
const producers: readonly Producer[] = [
  () => [['docs/errors.md', errorsPage()]],
  () => [['docs/tables.md', tablesPage()]],
  schemePages,
  ruleStatements,
];

/** Every generated file of the repository, path → text, sorted by path. */
export function generated(): Map<string, string> {
  const files = producers.flatMap((produce) => [...produce()]);
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
