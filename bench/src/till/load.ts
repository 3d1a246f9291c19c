/** Messages sent at a rate, whether or not the ones before were answered: a till does not wait for the others. */
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Message } from '@shouhu/interface';
import { percentile, rounded } from '../statistics.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Milliseconds from the moment at which a message was to be sent, so that one that had to wait counts whole. */
export interface Loaded {
  readonly messages: number;
  /** Answers that are no `infcode` 0: such a measurement is worth nothing. */
  readonly refused: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
}

export interface Sent {
  readonly ms: number;
  readonly done: boolean;
}

/** @param perSecond how many; they come at random times, as from tills that know nothing of each other */
export async function load(url: string, messages: readonly Message[], perSecond: number): Promise<readonly Sent[]> {
  const sent: Promise<Sent>[] = [];
  let due = performance.now();
  for (const message of messages) {
    due -= (Math.log(1 - Math.random()) * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await setTimeout(wait);
    sent.push(answered(url, message, due));
  }
  return Promise.all(sent);
}

async function answered(url: string, message: Message, due = performance.now()): Promise<Sent> {
  const text = await post(url, message);
  return { ms: performance.now() - due, done: text.startsWith('{"infcode":0,') };
}

export function summed(sent: readonly Sent[]): Loaded {
  const ms = sent.map((one) => one.ms);
  const at = (share: number): number => rounded(percentile(ms, share));
  const refused = sent.filter(({ done }) => !done).length;
  return { messages: sent.length, refused, p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) };
}

/** @returns the text of the answer; '' where there was none */
async function post(url: string, { infno, text }: Message): Promise<string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
    const asked = request(`${url}/fsi/api/${infno}`, { agent, method: 'POST', headers }, (answer) => {
      let said = '';
      answer.setEncoding('utf8').on('data', (part: string) => (said += part));
      answer.on('end', () => resolve(said)).on('error', () => resolve(''));
    });
    asked.on('error', () => resolve('')).end(text);
  });
}
