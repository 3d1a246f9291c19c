/** The other end of child.ts: takes the input, tells progress, answers once. */
import { asShouhuError } from '@shouhu/errors';
import type { z } from 'zod';
import type { Progress, Said } from './child.ts';

/** Runs the work of this process, which ends with it, or with its parent. */
export function asChild<Input, Result>(
  schema: z.ZodType<Input>,
  work: (input: Input, onProgress: (progress: Progress) => void) => Promise<Result>,
): void {
  // A parent that died has started anew elsewhere: two may not work on the same.
  process.on('disconnect', () => process.exit(1));
  process.once('message', (input: unknown) => {
    void work(schema.parse(input), (progress) => void tell({ progress })).then(
      async (result) => end({ result }),
      async (error: unknown) => {
        const { code, params, place } = asShouhuError(error);
        await end({ refused: { code, params, place } });
      },
    );
  });
}

async function end<Result>(said: Said<Result>): Promise<void> {
  await tell(said);
  process.exit(0);
}

async function tell<Result>(said: Said<Result>): Promise<void> {
  return new Promise((done) => {
    process.send?.(said, undefined, {}, () => done());
  });
}
