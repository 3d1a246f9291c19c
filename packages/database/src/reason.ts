/** Why something failed, in its own words. A name with several addresses fails with one error for each, and a message only there. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
