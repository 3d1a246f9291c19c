/** A list as a file: what the filter matches, streamed, with who took it and for what in the log before the first byte. */
import { PassThrough, Readable } from 'node:stream';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Cell, SheetColumn } from '@shouhu/reports';
import type { FastifyReply } from 'fastify';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { note } from '../log/log.ts';
import { purpose as purposeShape, purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import { csvOf } from './csv.ts';

/** Beside the filter in the address of an export. */
export const exporting = {
  format: z.enum(['xlsx', 'csv']),
  ...purposeShape.shape,
  /** Ids of columns, separated by commas; all when absent. */
  columns: z.string().max(500).optional(),
  /** Ids of columns that are left out. */
  without: z.string().max(500).optional(),
};

export interface Column<Row> extends SheetColumn {
  readonly id: string;
  readonly of: (row: Row) => Cell;
}

/** The columns that were asked for, in the order of the list. @throws ShouhuError SH-H005 for an unknown one */
export function chosenColumns<Row>(
  all: readonly Column<Row>[],
  columns: string | undefined,
  without: string | undefined,
): readonly Column<Row>[] {
  const wanted = columns?.split(',') ?? all.map(({ id }) => id);
  const unwanted = without?.split(',') ?? [];
  const unknown = [...wanted, ...unwanted].find((id) => !all.some((column) => column.id === id));
  if (unknown !== undefined) throw shouhuError('SH-H005', { field: 'columns', reason: unknown });
  return all.filter(({ id }) => wanted.includes(id) && !unwanted.includes(id));
}

/** Rows that one file holds at most. */
const MOST_ROWS = 100_000;

export interface Export<Row> {
  readonly list: string;
  readonly right: RightName;
  /** Of the sheet and of the file. */
  readonly name: string;
  readonly format: 'xlsx' | 'csv';
  readonly purpose: Purpose;
  readonly filter: object;
  readonly columns: readonly Column<Row>[];
  /** The rows that match, page after page. */
  readonly pages: AsyncIterable<readonly Row[]>;
}

/** @throws ShouhuError SH-H002 without the right, before anything is noted or sent */
export async function sendExport<Row>(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  reply: FastifyReply,
  wanted: Export<Row>,
): Promise<FastifyReply> {
  scopeOf(caller, wanted.right);
  await transaction(db, 'read committed', async (trx) =>
    note(trx, caller, at, {
      action: wanted.right,
      subject: `list:${wanted.list}`,
      purpose: purposeText(wanted.purpose),
      region: caller.regions[0] ?? '',
      detail: JSON.stringify({
        format: wanted.format,
        filter: wanted.filter,
        columns: wanted.columns.map(({ id }) => id),
      }),
    }),
  );
  // Its day is the bureau's, eight hours ahead of the clock.
  const day = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const file = `${wanted.name}-${day}.${wanted.format}`;
  void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`);
  const rows = cellsOf(wanted);
  if (wanted.format === 'csv') {
    return reply.type('text/csv; charset=utf-8').send(Readable.from(csvOf(wanted.columns, rows)));
  }
  const out = new PassThrough();
  const { WorkbookFile } = await import('@shouhu/reports');
  const book = new WorkbookFile(out);
  book
    .sheet(book.names.unique(wanted.name), 1, { columns: wanted.columns, header: true }, rows)
    .then(async () => book.finish())
    .catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(out);
}

async function* cellsOf<Row>({ pages, columns }: Export<Row>): AsyncGenerator<readonly Cell[]> {
  let left = MOST_ROWS;
  for await (const page of pages) {
    for (const row of page.slice(0, left)) yield columns.map(({ of }) => of(row));
    left -= page.length;
    if (left <= 0) return;
  }
}
