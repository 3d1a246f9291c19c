import type { Run } from './open-run.ts';

/** Names of the institutions of a run, by code, as far as the master table gave them. */
export function institutionNames({ summary, risks }: Run): ReadonlyMap<string, string> {
  const rows = [...(risks ?? []), ...summary.by_institution];
  return new Map(
    rows.flatMap(({ fixmedins_code, fixmedins_name }) =>
      fixmedins_name === null ? [] : [[fixmedins_code, fixmedins_name] as const],
    ),
  );
}
