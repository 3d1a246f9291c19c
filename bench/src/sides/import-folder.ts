import { importFolder } from '@shouhu/lake';
import type { OnProgress } from '../bench.ts';
import { timed } from '../statistics.ts';

export interface ImportInput {
  readonly dir: string;
  readonly lake: string;
  readonly key_file: string;
}

export interface ImportOutput {
  readonly seconds: number;
  readonly rows: number;
  readonly rejected: number;
}

/** The whole import: digests, validation, keys, netting, tokens, sorted Parquet, manifest. */
export async function importSide(input: ImportInput, onProgress: OnProgress): Promise<ImportOutput> {
  let phase = '';
  const { seconds, value } = await timed(() =>
    importFolder({
      ...input,
      onProgress: (step) => {
        if (step.phase !== phase) onProgress(`import: ${step.phase}`);
        phase = step.phase;
      },
    }),
  );
  return { seconds, rows: value.rows, rejected: value.rejected };
}
