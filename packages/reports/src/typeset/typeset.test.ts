import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ShouhuError } from '@shouhu/errors';
import { typesetTable } from './table.ts';
import type { PrintedTable } from './table.ts';
import { Presses } from './typeset.ts';
import type { Page } from './typeset.ts';

const TABLE: PrintedTable = {
  title: '医保基金监管统计报表',
  stamp: [
    ['报告期', '2026-01-01 至 2026-12-31'],
    ['医保区划', '429000'],
    ['内容摘要', `SHA-256 ${'0123456789abcdef'.repeat(4)}`],
  ],
  sections: [
    {
      name: '线索',
      rows: [
        ['发现线索', '1,024', '一次运行首次发现、仍然成立的线索'],
        ['预计追回', '12,345.67 元', '按台账入账计算'],
      ],
    },
    { name: '#strong[不是标记]', rows: [['追回医保基金', '0.00 元', '']] },
  ],
  at: new Date('2026-11-02T03:04:05Z'),
};

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-typeset-'));
});
after(async () => rm(folder, { recursive: true }));

async function page(name: string, template: string): Promise<Page> {
  const path = join(folder, `${name}.typ`);
  await writeFile(path, template);
  return { name, template: pathToFileURL(path), data: {}, creationTimestamp: 0 };
}

const refusal = (code: string, text: string) => (error: unknown) =>
  error instanceof ShouhuError && error.code === code && error.zh.includes(text);

test('a page of given content has the bytes it always had', async () => {
  assert.equal(
    createHash('sha256')
      .update(await typesetTable(TABLE))
      .digest('hex'),
    '243788d0150069557494be1b2e5ad3106a2bf6d4166c683a4067f870bd7595f3',
  );
});

test('while a page is typeset requests are answered and other pages made; one that never ends is stopped and told', async (t) => {
  const presses = new Presses({ most: 2, limitMs: 10_000 });
  const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  let isOver = false;
  const endless = presses.typeset(await page('endless', '#for a in range(100000) { for b in range(100000) {} }'));
  const ended = assert.rejects(endless, refusal('SH-X005', '「endless」在 10 秒内')).finally(() => (isOver = true));
  // Four at once, one process left to them: they wait for their turn.
  const short = await Promise.all(['一', '二', '三', '四'].map(async (each) => page(each, each)));
  const made = await Promise.all(short.map(async (each) => presses.typeset(each)));
  assert.deepEqual(
    made.map(({ pdf, pages }) => [pdf.subarray(0, 5).toString(), pages]),
    short.map(() => ['%PDF-', 1]),
  );
  for (let times = 0; times < 20; times += 1) {
    const answer = await fetch(`http://127.0.0.1:${address.port}/`);
    assert.equal(await answer.text(), 'here');
  }
  assert.equal(isOver, false);
  await ended;
  // Its place is free again.
  assert.equal((await presses.typeset(await page('next', '二'))).pages, 1);
});

test('a template at fault is a refusal with its reason, and the next page is made', async () => {
  const presses = new Presses({ most: 1, limitMs: 60_000 });
  await assert.rejects(
    presses.typeset(await page('wrong', '#nothing-of-this-name')),
    refusal('SH-X004', 'nothing-of-this-name'),
  );
  assert.equal((await presses.typeset(await page('right', '对'))).pages, 1);
});
