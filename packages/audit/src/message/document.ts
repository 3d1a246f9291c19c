/** The fields of 3101/3102 as the page docs/till-check.md shows them: what the schema says of each. */
import { z } from 'zod';
import { checkNodes } from './schema.ts';

/** A table of Markdown over every field that is read. */
export function checkFieldsTable(): string {
  const rows = Object.entries(checkNodes).flatMap(([node, { shape }]) =>
    Object.entries(shape).map(([field, type]) => {
      const { as, absent } = said.parse(type.meta());
      return `| \`${node}.${field}\` | ${as} | ${absent} |`;
    }),
  );
  return ['| Field | Judged as | Absent |', '|---|---|---|', ...rows].join('\n');
}

const said = z.object({ as: z.string(), absent: z.string() });
