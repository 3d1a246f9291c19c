/** The end of the demo: the platform over the audited county, with an account for each duty. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { serve } from '@shouhu/server';
import { buildConsole } from '../built-console.ts';
import { print } from '../terminal.ts';
import { tellStory } from './demo-story.ts';
import { printAccounts, untilStopped } from './serve.ts';

/** Region of every institution that the demo invents. */
const ADMDVS = '429000';
const HOST = '127.0.0.1';
const FIRST_PORT = 7_700;

/** Invented, so that documents of the demo look as a bureau's do. */
const BUREAU = {
  name: '测试县医疗保障局',
  abbreviation: '测医保',
  address: '测试县政务路1号',
  telephone: '0000-1234567',
  reconsideration: '测试县人民政府',
  court: '测试县人民法院',
  refund_account: '测试县医疗保障基金财政专户（账号 0000 0001）',
  fine_account: '测试县国库代收点（账号 0000 0002）',
};

interface Opened {
  /** Folder of the demo. */
  readonly out: string;
  readonly results: string;
  /** Folder of the registry of the insured. */
  readonly registry: string;
  /** Stays open until it is told to stop; otherwise it shows that everything is there, and ends. */
  readonly stay: boolean;
}

export async function openDemoConsole({ out, results, registry, stay }: Opened): Promise<void> {
  await buildConsole();
  const port = await freePort(FIRST_PORT);
  const data = join(out, 'platform');
  const keyFile = join(out, 'platform-key');
  const platform = await serve({
    folder: data,
    keyFile,
    host: HOST,
    port,
    admdvs: ADMDVS,
    run: results,
    insured: registry,
    gateway: { unsigned: true },
    samples: true,
    bureau: BUREAU,
  });
  await tellStory(platform.url, platform.accounts);
  print('');
  printAccounts(platform.accounts);
  if (stay) {
    print(`控制台 console       ${platform.url}   （按 Ctrl-C 停止 · Ctrl-C stops it）`);
    await untilStopped();
  } else {
    print(
      '没有终端，控制台已验证并停止；再次打开 · without a terminal the console was started and stopped again; to open it:',
    );
    print(`  ./shouhu serve --data ${data} --key-file ${keyFile} --admdvs ${ADMDVS} --port ${port} --unsigned`);
  }
  await platform.close();
}

/** The first port from the usual one on that nobody has. */
async function freePort(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, HOST);
  try {
    await Promise.race([
      once(server, 'listening'),
      once(server, 'error').then(([error]) => {
        throw error;
      }),
    ]);
  } catch {
    return freePort(port + 1);
  }
  server.close();
  await once(server, 'close');
  return port;
}
