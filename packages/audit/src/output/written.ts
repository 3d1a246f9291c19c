/** A finding as it is written: with the exemption that covers it, in the key order of docs/formats.md. */
import type { Finding, Undecided } from '@shouhu/rules';

export interface WrittenFinding extends Finding {
  readonly exempted_by: string | null;
  /** Only of what could not be decided. */
  readonly reason?: string;
}

export function written(finding: Finding, exempted_by: string | null): WrittenFinding {
  const { basis, message, evidence, ...head } = finding;
  return { ...head, exempted_by, basis, message, evidence };
}

export function writtenUndecided({ reason, ...finding }: Undecided): WrittenFinding {
  return { ...written(finding, null), reason };
}
