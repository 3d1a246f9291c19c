import { importStaged, type ImportOptions, type ImportResult } from './import.ts';
import { stage } from './intake/stage.ts';

/**
 * Imports a folder of tables (docs/formats.md "In") into a lake: all of it or, on any error, nothing.
 * @throws ShouhuError SH-I… for what is wrong with the folder, SH-L… for what is wrong with the lake
 */
export async function importFolder(options: ImportOptions): Promise<ImportResult> {
  const { dir, mapping, onProgress } = options;
  return importStaged(options, async (connection, scratch) =>
    stage(connection, {
      dir,
      scratch,
      ...(mapping === undefined ? {} : { mapping }),
      ...(onProgress === undefined ? {} : { onProgress }),
    }),
  );
}
