/**
 * The conformance kit: recorded pairs of request and answer, a file of JSON for each transaction in `packages/interface/kit`, with invented
 * persons (`kit/registry`). In inputs and answers `${name}` is a value that an earlier case of the file kept, `${today}` the day, `${own}` the code of the institution, `${run}` eight
 * digits that differ from run to run, so that a kit runs again on the same platform.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const values = z.record(z.string(), z.unknown());

const kitCase = z.strictObject({
  title: z.string(),
  infno: z.string(),
  input: values,
  /** 参保地医保区划 of the envelope. */
  insuplc_admdvs: z.string().optional(),
  /** Members of the envelope that differ from those of a right message. */
  envelope: values.optional(),
  /** `none`: sent without a signature; `wrong`: signed with a key that nobody knows. */
  signature: z.enum(['none', 'wrong']).optional(),
  /** Minutes by which the clock of the institution is ahead. */
  clock_minutes: z.int().optional(),
  /** `twice`: sent again as it is, to get the same bytes; `changed`: sent again with another operator under its msgid. */
  again: z.enum(['twice', 'changed']).optional(),
  answer: z.strictObject({
    infcode: z.union([z.literal(0), z.literal('refused')]),
    /** Error code that `err_msg` begins with. */
    code: z.string().optional(),
    /** What `output` holds; more may stand there. A text between slashes is a regular expression. */
    output: values.optional(),
  }),
  /** Values that a run is told of the platform, as the number of a review that was opened there; without one of them the case is not run. */
  needs: z.array(z.string()).optional(),
  /** Values for later cases, by the path at which they stand in `output`. */
  keep: z.record(z.string(), z.string()).optional(),
});

const kitFile = z.strictObject({ infno: z.string(), name: z.string(), cases: z.array(kitCase).min(1) });

export type KitCase = z.output<typeof kitCase>;
export type KitFile = z.output<typeof kitFile>;

const FOLDER = new URL('../../kit/', import.meta.url);

/** Registry tables of the kit's invented persons, to be taken in by the platform under test: `shouhu serve --insured`. */
export const KIT_REGISTRY = new URL('registry/', FOLDER);

/** Every file of the kit, by transaction. */
export function readKit(): KitFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => kitFile.parse(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))));
}
