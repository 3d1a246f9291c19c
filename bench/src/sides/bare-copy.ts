import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isTableName, tables, type FieldKind, type TableName } from '@shouhu/claims';
import { openEngine } from '@shouhu/lake';
import type { OnProgress } from '../bench.ts';
import { timed, type Taken } from '../statistics.ts';

export interface BareCopyInput {
  readonly dir: string;
  readonly out: string;
}

export type BareCopyOutput = Taken;

/** What the database would read each kind of field as, were it all there is to an import. */
const SQL_TYPES: Readonly<Record<FieldKind, string>> = {
  code: 'VARCHAR',
  text: 'VARCHAR',
  date: 'DATE',
  time: 'TIMESTAMP',
  fen: 'DECIMAL(18,2)',
  price: 'DECIMAL(18,6)',
  quantity: 'DECIMAL(18,4)',
  ratio: 'DECIMAL(9,4)',
  count: 'INTEGER',
  flag: 'INTEGER',
};

/** The field whose month parts a table, as the lake parts it; the masters stay whole. */
const MONTH_OF: Partial<Record<TableName, string>> = {
  fee_list_d: 'fee_ocur_time',
  mdtrt_d: 'begntime',
  setl_d: 'setl_time',
  stock: 'biz_time',
};

/** The same files read, typed, sorted and written by the database alone: no check, no key, no netting, no token. */
export async function bareCopy({ dir, out }: BareCopyInput, onProgress: OnProgress): Promise<BareCopyOutput> {
  const engine = await openEngine({ spill: join(out, 'spill') });
  const connection = await engine.connect();
  const sources = Map.groupBy((await readdir(dir)).toSorted(), (file) => file.split(/[.-]/)[0] ?? '');
  let seconds = 0;
  let cpu_s = 0;
  for (const [name, files] of sources) {
    if (!isTableName(name)) continue;
    onProgress(`bare copy: ${name}`);
    const sql = await copyOf(
      name,
      files.map((file) => join(dir, file)),
      join(out, name),
    );
    const taken = await timed(() => connection.run(sql));
    seconds += taken.seconds;
    cpu_s += taken.cpu_s;
  }
  engine.closeSync();
  return { seconds, cpu_s };
}

async function copyOf(name: TableName, files: readonly string[], out: string): Promise<string> {
  const kinds = new Map(tables[name].fields.map((field) => [field.name, field.kind]));
  const header = await firstLine(files[0] ?? '');
  const columns = header.split(',').map((column) => `'${column}': '${SQL_TYPES[kinds.get(column) ?? 'text']}'`);
  const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
  const rows = `read_csv([${list}], header = true, auto_detect = false, delim = ',', quote = '"', columns = {${columns.join(', ')}})`;
  const month = MONTH_OF[name];
  const person = header.split(',').includes('psn_no') ? 'psn_no' : '1';
  return month === undefined
    ? `COPY (SELECT * FROM ${rows} ORDER BY ${person}) TO '${out}.parquet' (FORMAT parquet, COMPRESSION zstd)`
    : `COPY (SELECT *, strftime(${month}, '%Y%m') AS month FROM ${rows} ORDER BY month, ${person})
       TO '${out}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month))`;
}

async function firstLine(file: string): Promise<string> {
  const lines = createInterface({ input: createReadStream(file) });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}
