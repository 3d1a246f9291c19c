/** A platform of its own for `shouhu his`: an invented county in a scratch folder, its institutions registered and under agreement, on days of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSender } from '@shouhu/interface';
import type { Sender } from '@shouhu/interface';
import type { Place } from '@shouhu/his';
import { serve } from '@shouhu/server';
import type { Serving } from '@shouhu/server';
import { ask, signIn } from './commands/demo-person.ts';
import type { Person } from './commands/demo-person.ts';
import { writeCounty } from './commands/synth.ts';
import type { PlayedClock, PlayedDays } from './his-days.ts';

/** Enough persons that they seldom meet, soon made. */
const COUNTY = { insured: 5_000, months: 1 };
const HOST = '127.0.0.1';
export const REGION = '429000';
/** One institution in so many signs, and of these every other one encrypts too: a signature takes as long as a dozen messages. */
const SIGNS_EVERY = 12;

export interface HisPlatform {
  readonly url: string;
  /** Folder of the county. */
  readonly county: string;
  readonly services: Serving['services'];
  readonly staff: (username: string) => Promise<Person>;
  /** Gives some institutions keys. @returns those that sign, by code */
  readonly giveKeys: (places: readonly Place[]) => Promise<ReadonlyMap<string, Sender>>;
  readonly close: () => Promise<void>;
}

export async function openHisPlatform(
  seed: number,
  { days, month }: PlayedDays,
  clock: PlayedClock,
): Promise<HisPlatform> {
  const county = mkdtempSync(join(tmpdir(), 'shouhu-his-'));
  const [claims, registry] = [join(county, 'claims'), join(county, 'registry')];
  const keyFile = `${county}-key`;
  const remove = (): void => {
    rmSync(county, { recursive: true, force: true });
    rmSync(keyFile, { force: true });
  };
  let platform: Serving | undefined;
  try {
    // Everything in it is invented: it takes unsigned messages.
    writeFileSync(join(county, '.shouhu-demo'), '');
    writeCounty({ ...COUNTY, seed, out: claims, registry }, month);
    platform = await serve({
      folder: join(county, 'platform'),
      keyFile,
      heads: join(county, 'heads'),
      host: HOST,
      port: await freePort(),
      admdvs: REGION,
      insured: registry,
      gateway: { unsigned: true },
      samples: true,
      now: clock.now,
    });
    const { url, accounts, services } = platform;
    const staff = async (username: string): Promise<Person> => {
      const account = accounts.find((one) => one.username === username);
      if (account === undefined) throw new Error(`a platform with samples has a ${username}`);
      return signIn(url, account);
    };
    await registerInstitutions(await staff('auditor'), join(claims, 'fixmedins_b.csv'), days);
    const stop = platform.close;
    return {
      url,
      county,
      services,
      staff,
      giveKeys: async (places) => giveKeys(await staff('administrator'), places),
      close: async () => {
        await stop();
        remove();
      },
    };
  } catch (error) {
    await platform?.close();
    remove();
    throw error;
  }
}

async function registerInstitutions({ url, cookie }: Person, path: string, days: readonly string[]): Promise<void> {
  const answer = await fetch(`${url}/api/institutions/import?import_id=${randomUUID()}`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'text/csv' },
    body: sheetOf(path, days),
  });
  if (!answer.ok) throw new Error(`the institutions were not taken: ${await answer.text()}`);
}

/** The county's institutions as the import of the bureau takes them, each with an agreement from the first year that is played to the one after the last. */
function sheetOf(path: string, days: readonly string[]): string {
  const [first = '', last = ''] = [days[0]?.slice(0, 4), days.at(-1)?.slice(0, 4)];
  const [, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const lines = rows.map((row, at) => {
    const [code = '', name = '', type, level = ''] = row.split(',');
    const kind = type === '2' ? '药店' : level === '11' ? '诊所' : '医院';
    return `${code},${name},${kind},医保协${at + 1}号,${first}-01-01,${Number(last) + 1}-12-31`;
  });
  return ['机构编码,机构名称,类别,协议编号,协议有效期起,协议有效期止', ...lines].join('\n');
}

async function giveKeys(administrator: Person, places: readonly Place[]): Promise<ReadonlyMap<string, Sender>> {
  const senders = new Map<string, Sender>();
  const signing = places.filter((_, at) => at % SIGNS_EVERY === 0);
  for (const [at, { fixmedins_code, fixmedins_name, admdvs }] of signing.entries()) {
    const who = { fixmedins_code, fixmedins_name, mdtrtarea_admvs: admdvs };
    const { sender, publicKey: public_key } = newSender({ ...who, encrypts: at % 2 === 1 });
    const { bodyKey: body_key } = sender;
    const key = { key_id: randomUUID(), public_key, note: '模拟', ...(body_key === undefined ? {} : { body_key }) };
    await ask(administrator, 'POST', `/api/institutions/${fixmedins_code}/keys`, key);
    senders.set(fixmedins_code, sender);
  }
  return senders;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
