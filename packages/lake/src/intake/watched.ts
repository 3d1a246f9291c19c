import type { DuckDBConnection } from '@duckdb/node-api';

const EVERY_MS = 500;

/** Runs statements and tells now and then how far the present one has got, as a share of 0 to 1. */
export async function watched<Result>(
  connection: DuckDBConnection,
  tell: (share: number) => void,
  run: () => Promise<Result>,
): Promise<Result> {
  await connection.run('SET enable_progress_bar = true');
  await connection.run('SET enable_progress_bar_print = false');
  tell(0);
  const timer = setInterval(() => tell(Math.max(0, connection.progress.percentage) / 100), EVERY_MS);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}
