/** Runs the kit against a platform, and says of each pair whether it holds. */
import { makePrivateKey } from '@shouhu/vault';
import { codeOf } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { buildMessage } from '../client.ts';
import type { Message, Received, Sender } from '../client.ts';
import { signMessage } from '../signature.ts';
import { instantText } from '../time.ts';
import type { KitCase, KitFile } from './cases.ts';

/** One more than the largest {@link KitRun.run}. */
export const LONGEST_RUN = 100_000_000;

export interface KitRun {
  readonly sender: Sender;
  /** Sends one message, and has its answer. */
  readonly post: (message: Message) => Promise<Received>;
  readonly now: () => Date;
  /** Eight digits that no earlier run had. */
  readonly run: string;
  /** What the bureau tells of the platform under test, for the cases that need it. */
  readonly values?: Readonly<Record<string, string>>;
}

export interface Verdict {
  readonly infno: string;
  readonly title: string;
  /** What differs from the recorded answer; empty where it holds. */
  readonly faults: readonly string[];
  /** Values that were not told: the case was not run. */
  readonly missing: readonly string[];
}

export async function runKit(
  { sender, post, now, run, values = {} }: KitRun,
  files: readonly KitFile[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let serial = 0;
  for (const { cases } of files) {
    const kept = new Map([
      ...Object.entries(values),
      ['today', instantText(now()).slice(0, 10)],
      ['run', run],
      ['own', sender.fixmedins_code],
    ]);
    for (const each of cases) {
      serial += 1;
      const { infno, title, needs = [], signature } = each;
      const untold = needs.filter((name) => !kept.has(name));
      // Who signs nothing cannot sign wrongly.
      if (signature !== undefined && sender.privateKey === undefined) untold.push('signature');
      if (untold.length > 0) {
        verdicts.push({ infno, title, faults: [], missing: untold });
        continue;
      }
      const faults = await runCase({ sender, post, now }, filled(each, kept), serial, kept).catch((error: unknown) => [
        error instanceof Error ? error.message : String(error),
      ]);
      verdicts.push({ infno, title, faults, missing: [] });
    }
  }
  return verdicts;
}

type Running = Pick<KitRun, 'sender' | 'post' | 'now'>;

async function runCase(on: Running, wanted: KitCase, serial: number, kept: Map<string, string>): Promise<string[]> {
  const { post, sender } = on;
  const message = messageOf(on, wanted, serial);
  const first = await post(message);
  const faults = differences(wanted.answer, first.answer);
  for (const [name, path] of Object.entries(wanted.keep ?? {})) {
    const value = path.split('.').reduce<unknown>(memberOf, first.answer.output);
    if (typeof value === 'string') kept.set(name, value);
    else faults.push(`output.${path}: 没有 absent`);
  }
  if (wanted.again === 'twice' && (await post(message)).text !== first.text)
    faults.push('重发的应答不同 the repeat got another answer');
  if (wanted.again === 'changed') {
    const other = resigned({ ...JSON.parse(message.text), opter: 'other' }, sender);
    const code = codeOf((await post({ ...message, text: other })).answer);
    if (code !== 'SH-T014') faults.push(`同一 msgid 的另一报文 another message under the msgid: ${code ?? '0'}`);
  }
  return faults;
}

function messageOf({ sender, now }: Running, wanted: KitCase, serial: number): Message {
  const { infno, input, insuplc_admdvs, envelope = {}, signature, clock_minutes = 0 } = wanted;
  const at = new Date(now().getTime() + clock_minutes * 60_000);
  const message = buildMessage(sender, { infno, input, at, serial, insuplc_admdvs });
  const whole = { ...JSON.parse(message.text), ...envelope };
  if (signature === 'none') return { ...message, text: JSON.stringify({ ...whole, cainfo: '' }) };
  const privateKey = signature === 'wrong' ? makePrivateKey() : sender.privateKey;
  return { ...message, text: resigned(whole, { privateKey }) };
}

function resigned(message: object, { privateKey }: Pick<Sender, 'privateKey'>): string {
  const text = JSON.stringify(message);
  return privateKey === undefined ? text : JSON.stringify({ ...message, cainfo: signMessage(privateKey, text) });
}

/** A case with the values that its `${name}` stand for. */
function filled(wanted: KitCase, kept: ReadonlyMap<string, string>): KitCase {
  return JSON.parse(
    JSON.stringify(wanted).replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => kept.get(name) ?? whole),
  );
}

function differences(wanted: KitCase['answer'], answer: Answer): string[] {
  const code = codeOf(answer);
  const isRight = wanted.infcode === 0 ? answer.infcode === 0 : answer.infcode < 0;
  const faults = isRight ? [] : [`infcode ${answer.infcode} ${answer.err_msg}`];
  if (wanted.code !== undefined && wanted.code !== code)
    faults.push(`err_msg ${code ?? ''}, 应为 expected ${wanted.code}`);
  return [...faults, ...missing(wanted.output ?? {}, answer.output, 'output')];
}

/** Where something that is wanted is not there. */
function missing(wanted: unknown, found: unknown, path: string): string[] {
  if (typeof wanted === 'object' && wanted !== null)
    return Object.entries(wanted).flatMap(([key, each]) => missing(each, memberOf(found, key), `${path}.${key}`));
  const [, pattern] = typeof wanted === 'string' ? (/^\/(.*)\/$/.exec(wanted) ?? []) : [];
  const holds = pattern === undefined ? found === wanted : typeof found === 'string' && new RegExp(pattern).test(found);
  return holds ? [] : [`${path}: ${JSON.stringify(found) ?? '没有 absent'}, 应为 expected ${JSON.stringify(wanted)}`];
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
