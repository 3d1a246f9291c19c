/** Entry of the process that runs one side of a comparison: told what to do by a message, it answers by one. */
import type { Answer, OutputOf, Request, Side, SideName } from './process/protocol.ts';
import { sides } from './sides/index.ts';

const say = (message: Answer): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });

async function answer(request: Request): Promise<void> {
  try {
    const output = await run(request);
    await say({ is: 'done', output, peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024) });
  } catch (error) {
    await say({ is: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
  process.disconnect?.();
}

function run<Name extends SideName>({ name, input }: Request<Name>): Promise<OutputOf<Name>> {
  const side: Side<Name> = sides[name];
  return side(input, (text) => void say({ is: 'progress', text }));
}

process.once('message', (request: Request) => {
  void answer(request);
});
/** Without the measurement there is nobody to work for. */
process.once('disconnect', () => process.exit());
