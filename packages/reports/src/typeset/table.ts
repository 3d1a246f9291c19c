/** A table with a title, a stamp and sections of rows, as a page to be signed. */
import { typeset } from './typeset.ts';

export interface PrintedTable {
  readonly title: string;
  /** Labels and texts over the table: of when, where and by whom. */
  readonly stamp: readonly (readonly [string, string])[];
  readonly sections: readonly {
    readonly name: string;
    /** What, how much, and what it means. */
    readonly rows: readonly (readonly [string, string, string])[];
  }[];
  /** When it was made. */
  readonly at: Date;
}

/** @throws ShouhuError SH-D004 without a Chinese font, SH-X004 when the typesetter fails, SH-X005 when it takes too long */
export async function typesetTable({ title, stamp, sections, at }: PrintedTable): Promise<Buffer> {
  const { pdf } = await typeset({
    name: title,
    template: new URL('../../letter/table.typ', import.meta.url),
    data: { title, stamp, sections, date: [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()] },
    creationTimestamp: Math.floor(at.getTime() / 1000),
  });
  return pdf;
}
