import { tables } from '@shouhu/claims';
import { columnsOfExpression } from '../mapping/mapping.ts';
import type { StageJob } from './stage-job.ts';

/** Every column name that a file of this kind may be read by. */
export function knownColumns({ file, mapped }: StageJob): string[] {
  const national = tables[file.table].fields.flatMap((field) => [field.name, ...(field.aliases ?? [])]);
  const expressions = [...(mapped?.file.fields.values() ?? [])].flatMap(columnsOfExpression);
  return [...new Set([...national, ...expressions, ...(mapped?.file.each?.columns ?? [])])];
}

/** Tells whether a column gives a date or time. */
export function dateColumns({ file, mapped }: StageJob): (column: string) => boolean {
  const fields = tables[file.table].fields.filter(({ kind }) => kind === 'date' || kind === 'time');
  const names = fields.flatMap((field) => {
    const expression = mapped?.file.fields.get(field.name);
    return expression === undefined ? [field.name, ...(field.aliases ?? [])] : columnsOfExpression(expression);
  });
  const dates = new Set(names);
  return (column) => dates.has(column);
}
