import { generateCounty } from '@shouhu/synth';
import type { CountySpec } from '../county/county-spec.ts';

/** Writes a county's tables; not measured, but in a process of its own, as it needs memory. */
export async function generate(input: CountySpec & { readonly out: string }): Promise<{ lines: number }> {
  return { lines: generateCounty(input).lines };
}
