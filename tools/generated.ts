import { checkFieldsTable } from '@shouhu/audit';
import { tablesPage } from '@shouhu/claims';
import { errorsPage } from '@shouhu/errors';
import { defaultsPage } from '@shouhu/rulebook';
import { indicatorClasses, indicatorsTable } from '@shouhu/indicators';
import { schemePages, schemes } from '@shouhu/schemes';
import { proceduresPage } from '@shouhu/procedure';
import { rightsPage } from '@shouhu/server';
import { withBlock } from './generated-block.ts';
import { ruleStatements } from './rule-statements.ts';

/** One producer of generated files: paths from the repository's root and the text each should hold. */
type Producer = () => Iterable<readonly [path: string, text: string]>;

/** Add a line per generated file, or per family of files. */
const producers: readonly Producer[] = [
  () => [['docs/errors.md', errorsPage()]],
  () => [['docs/procedures.md', proceduresPage()]],
  () => [['docs/rights.md', rightsPage()]],
  () => [['docs/tables.md', tablesPage()]],
  () => [['docs/defaults.md', defaultsPage()]],
  () => [['docs/till-check.md', withBlock('docs/till-check.md', 'fields', checkFieldsTable())]],
  () => [['docs/indicators.md', withBlock('docs/indicators.md', 'definitions', indicatorsTable())]],
  () => schemePages([...schemes, ...indicatorClasses]),
  ruleStatements,
];

/** Every generated file of the repository, path → text, sorted by path. */
export function generated(): Map<string, string> {
  const files = producers.flatMap((produce) => [...produce()]);
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
