import { tableNames, tables } from '@shouhu/claims';
import type { TableName } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { StagedTable } from '../intake/staged.ts';
import type { Key } from '../privacy/key.ts';
import type { ClearValue } from '../privacy/seal.ts';
import { holding } from './holding.ts';
import { clearValues, tokenise } from '../privacy/tokenise.ts';
import type { Tokens } from '../privacy/tokenise.ts';
import { parquet, quote, rowsOf } from '../store/engine.ts';
import type { Manifest, TableEntry } from '../store/manifest.ts';
import type { Transaction } from '../store/transaction.ts';
import { keyedRows } from './incoming.ts';
import { columnNames, ROW_KEY } from './keys.ts';
import { mergeTable, ownerOf } from './merge.ts';
import type { Merge, MergeCounts } from './merge.ts';
import { NET, netLines } from './net-lines.ts';
import type { Sources } from './resolve.ts';
import { collectTouched, staleParts } from './stale.ts';
import { writeTable } from './write.ts';

/** What one import does to the tables of a lake. */
export interface TakeIn {
  readonly connection: DuckDBConnection;
  readonly transaction: Transaction;
  readonly scratch: string;
  readonly key: Key;
  readonly replace: boolean;
  readonly staged: ReadonlyMap<TableName, StagedTable>;
  /** Indexes of the staged files whose rows are wanted. */
  readonly files: readonly number[];
  readonly onPart: (table: string, part: string) => void;
}

export interface TakenIn {
  readonly tables: Manifest['tables'];
  readonly clear: readonly ClearValue[];
  readonly counts: Readonly<Record<string, MergeCounts>>;
}

/** Merges staged tables into those of the lake, nets the lines and writes the parts that change; commits nothing. */
export async function takeIn(job: TakeIn): Promise<TakenIn> {
  const { connection, transaction } = job;
  const before = transaction.before.tables;
  const merges = new Map<TableName, Merge>();
  const tokens: Tokens = new Map();
  for (const name of tableNames) {
    const staged = job.staged.get(name);
    if (staged === undefined || staged.rows === 0) continue;
    const keyed = await keyedRows(connection, tables[name], staged, job.files, job.scratch);
    const rows = await tokenise(connection, tables[name], keyed, staged.present, job.key, job.scratch, tokens);
    merges.set(name, await mergeTable(connection, tables[name], rows, existing(job, name), job.replace));
  }
  const after: Record<string, TableEntry> = { ...before };
  const soFar = (name: TableName): string =>
    holding({ path: transaction.lake, manifest: { ...transaction.before, tables: after } }, name);
  const write = async (name: TableName, merge: Merge, parts: Iterable<string>, sources: Sources): Promise<void> => {
    const wanted = new Set(parts);
    if (wanted.size === 0 && merge.counts.superseded === 0) return;
    after[name] = await writeTable(
      { ...job, sources },
      merge,
      before[name],
      wanted,
      job.staged.get(name)?.present ?? new Set(),
    );
  };
  for (const [name, merge] of merges) {
    if (name !== 'fee_list_d' && name !== 'mdtrt_d') await write(name, merge, merge.parts, soFar);
  }
  await collectTouched(connection, merges.values());
  const visits = merges.get('mdtrt_d') ?? (await unchanged(job, 'mdtrt_d'));
  if (visits !== undefined) {
    const held = `(FROM ${now(job, 'mdtrt_d', visits)} WHERE coalesce(vali_flag, 1) = 1)`;
    const parts = [...visits.parts, ...(await stale(job, 'mdtrt_d', 'chfpdr_code'))];
    await write('mdtrt_d', visits, parts, (name) => (name === 'mdtrt_d' ? held : soFar(name)));
  }
  const lines = merges.get('fee_list_d') ?? (await unchanged(job, 'fee_list_d'));
  if (lines !== undefined) {
    await netLines(connection, now(job, 'fee_list_d', lines), settlementsNow(job, merges.get('setl_d')));
    const parts = [...lines.parts, ...(await renettedParts(job)), ...(await stale(job, 'fee_list_d', 'bilg_dr_code'))];
    await write('fee_list_d', lines, parts, soFar);
  }
  const counts = Object.fromEntries([...merges].map(([name, merge]) => [name, merge.counts]));
  return { tables: after, clear: clearValues(tokens), counts };
}

/** The rows of a table before the import, with the part each lies in; null when there are none. */
function existing({ transaction }: TakeIn, name: TableName): string | null {
  const parts = Object.entries(transaction.before.tables[name]?.parts ?? {});
  if (parts.length === 0) return null;
  const selects = parts.map(
    ([part, files]) =>
      `SELECT *, ${quote(part)} AS part FROM ${parquet(files.map((file) => `${transaction.lake}/${file.path}`))}`,
  );
  return `(${selects.join(' UNION ALL ')})`;
}

/** The rows of a table as they will be. */
function now(job: TakeIn, name: TableName, merge: Merge): string {
  const columns = [...columnNames(tables[name]), ROW_KEY, 'part'].join(', ');
  const before = existing(job, name);
  if (before === null) return merge.added;
  return `(SELECT ${columns} FROM ${merge.added} UNION ALL SELECT ${columns} FROM ${before} kept
    ANTI JOIN ${merge.removed} gone ON ${ownerOf(tables[name], 'kept')} = gone.owner AND kept.${ROW_KEY} = gone.${ROW_KEY})`;
}

function settlementsNow(job: TakeIn, merge: Merge | undefined): string | null {
  return merge === undefined ? existing(job, 'setl_d') : now(job, 'setl_d', merge);
}

/** A table that no new file has: other tables may change what was netted or resolved in it. */
async function unchanged(job: TakeIn, name: TableName): Promise<Merge | undefined> {
  const before = existing(job, name);
  if (before === null) return undefined;
  const columns = [...columnNames(tables[name]), ROW_KEY, 'part'].join(', ');
  const removed = `${name}_removed`;
  await job.connection.run(
    `CREATE OR REPLACE TEMP TABLE ${removed} AS SELECT '' AS owner, ${ROW_KEY}, part FROM ${before} WHERE false`,
  );
  const none = `(SELECT ${columns} FROM ${before} WHERE false)`;
  const counts = { added: 0, repeated: 0, superseded: 0 };
  return { table: tables[name], added: none, removed, superseded: none, parts: new Set(), counts };
}

async function stale(job: TakeIn, name: TableName, doctor: string): Promise<string[]> {
  const before = existing(job, name);
  return before === null ? [] : staleParts(job.connection, before, doctor);
}

/** Parts of the lake in which the net of some line is no longer what is written there. */
async function renettedParts(job: TakeIn): Promise<string[]> {
  const before = existing(job, 'fee_list_d');
  if (before === null) return [];
  const columns = `fixmedins_code, ${ROW_KEY}, net_cnt, net_amount_fen, net_inscp_fen, netted`;
  const rows = await rowsOf<{ part: string }>(
    job.connection,
    `WITH was AS (SELECT ${columns} FROM ${before} WHERE netted IS NOT NULL AND netted <> 'withdrawn'),
      becomes AS (SELECT ${columns} FROM ${NET}),
      changed AS ((FROM was EXCEPT FROM becomes) UNION (FROM becomes EXCEPT FROM was))
     SELECT DISTINCT part FROM ${before} line SEMI JOIN changed
       ON line.fixmedins_code = changed.fixmedins_code AND line.${ROW_KEY} = changed.${ROW_KEY}`,
  );
  return rows.map((row) => row.part);
}
