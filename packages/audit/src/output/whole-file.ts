/** Files that are there whole or not at all, readable by their owner only. */
import { open, rename, writeFile } from 'node:fs/promises';

export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.part`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

/** One object a line, in the order given. */
export async function writeLines(path: string, rows: readonly unknown[]): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    for (let from = 0; from < rows.length; from += 1000) {
      await file.appendFile(
        rows
          .slice(from, from + 1000)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(''),
      );
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}
