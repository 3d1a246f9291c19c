import { importFolder } from '@shouhu/lake';
import type { OnProgress } from '../bench.ts';
import { timed, type Taken } from '../statistics.ts';

export interface ImportInput {
  readonly dir: string;
  readonly lake: string;
  readonly key_file: string;
}

export interface ImportOutput extends Taken {
  readonly rows: number;
  readonly rejected: number;
}

/** The whole import: digests, validation, keys, netting, tokens, sorted Parquet, manifest. */
export async function importSide(input: ImportInput, onProgress: OnProgress): Promise<ImportOutput> {
  let phase = '';
  const { value, ...taken } = await timed(() =>
    importFolder({
      ...input,
      onProgress: (step) => {
        if (step.phase !== phase) onProgress(`import: ${step.phase}`);
        phase = step.phase;
      },
    }),
  );
  return { ...taken, rows: value.rows, rejected: value.rejected };
}
