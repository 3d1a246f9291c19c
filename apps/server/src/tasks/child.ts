/** Heavy work in a process of its own: the server stays quick, its memory is bounded, and it can be stopped at any moment. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { catalogue, ShouhuError, shouhuError } from '@shouhu/errors';
import type { ErrorCode, Params, Place } from '@shouhu/errors';

/** Where the work is. */
export interface Progress {
  readonly stage: string;
  readonly step?: string;
  readonly done?: number;
  readonly total?: number | null;
}

/** What a child says to its parent. */
export type Said<Result> =
  | { readonly progress: Progress }
  | { readonly result: Result }
  | { readonly refused: { readonly code: string; readonly params: Params; readonly place: Place } };

export interface ChildOptions {
  /** Module that calls `asChild`. */
  readonly module: string;
  /** What it works on: JSON. */
  readonly input: object;
  /** For what it writes aside. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Of JavaScript's own objects; the engine below has its limit in the input. */
const HEAP_MB = 1_536;
/** A child that was asked to end has so long before it is ended. */
const PATIENCE_MS = 5_000;
/** Behind the requests, when both want the processor. */
const NICE = 10;

/** @throws ShouhuError as the child refused, SH-J007 when it ended without an answer; the signal's reason when it was stopped */
export async function runChild<Result>({ module, input, scratch, signal, onProgress }: ChildOptions): Promise<Result> {
  signal.throwIfAborted();
  const child = fork(module, [], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    env: { ...process.env, TMPDIR: scratch },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stop = (): void => void stopChild(child);
  signal.addEventListener('abort', stop);
  try {
    return await answerOf<Result>(child, input, onProgress);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function answerOf<Result>(
  child: ChildProcess,
  input: object,
  onProgress: (progress: Progress) => void,
): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint = `${complaint}${text}`.slice(-2_000)));
    child.on('error', reject);
    child.on('spawn', () => {
      if (child.pid !== undefined) setPriority(child.pid, NICE);
      child.send(input);
    });
    child.on('message', (said: Said<Result>) => {
      if ('progress' in said) onProgress(said.progress);
      else if ('result' in said) resolve(said.result);
      else reject(refusalOf(said.refused));
    });
    child.on('close', (status, by) => {
      const last = complaint.trim().split('\n').at(-1) ?? '';
      reject(shouhuError('SH-J007', { detail: `${by ?? `status ${status ?? ''}`} ${last}`.trim() }));
    });
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await setTimeout(PATIENCE_MS, undefined, { ref: false });
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
}

function refusalOf({ code, params, place }: { code: string; params: Params; place: Place }): ShouhuError {
  return isCode(code) ? new ShouhuError(code, params, place, undefined) : shouhuError('SH-J007', { detail: code });
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(catalogue, code);
}
