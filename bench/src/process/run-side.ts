/** Runs one side of a comparison in a process of its own: a clean heap, a clean peak, no warm caches of the other side. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OnProgress } from '../bench.ts';
import type { Answer, InputOf, OutputOf, SideName } from './protocol.ts';

const ENTRY = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface SideRun<Output> {
  readonly output: Output;
  /** Greatest resident size of the process, the runtime included. */
  readonly peak_rss_mb: number;
}

/** The output has the shape that the side of this name declares. @throws Error with the side's own reason when it fails */
export async function runSide<Name extends SideName>(
  name: Name,
  input: InputOf<Name>,
  onProgress: OnProgress,
): Promise<SideRun<OutputOf<Name>>>;
export async function runSide(name: SideName, input: object, onProgress: OnProgress): Promise<SideRun<unknown>> {
  const child = fork(ENTRY, [], {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  let end: Exclude<Answer, { is: 'progress' }> | undefined;
  child.on('message', (answer: Answer) => {
    if (answer.is === 'progress') onProgress(answer.text);
    else end = answer;
  });
  child.send({ name, input });
  const [status] = await once(child, 'exit');
  if (end?.is === 'done') return end;
  throw new Error(`bench side ${name}: ${end?.reason ?? `ended with status ${String(status)}`}`);
}
