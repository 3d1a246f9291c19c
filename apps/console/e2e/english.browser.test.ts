/** In English: what the console itself says is English, and fits, at the desk and on a phone. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { findingOf, leadOf, PEOPLE, recordRun, runOf } from '@shouhu/server/testing';
import type { PersonName, Platform } from '@shouhu/server/testing';
import { DESKTOP, desk, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HERE = 'H42900000001';

/** A lead of a scheme with all that it says, and a case of it. */
async function county(on: Platform): Promise<string> {
  const scheme = {
    scheme_id: `S${'0f'.repeat(16)}`,
    scheme: 'high-value',
    scheme_name: '高值药品、耗材与大型设备',
    score: 0.8,
    message: '该机构的 40 次住院中有 36 次使用某耗材',
    evidence: { kind: 'item', department: '*', cases: 36, stays: 40, expected: '4.0', times: '9.0' },
    links: [
      { a: '4290000000029619', b: '4290000000039038', weight: 3 },
      { a: '4290000000029619', b: '4290000000000750', weight: 2 },
    ],
  };
  const lead = leadOf('L7', { title: scheme.scheme_name, schemes: [scheme] });
  await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf([lead], [findingOf('F1', ['L7'])]));
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'penalty', lead_id: 'L7', fixmedins_code: HERE };
  assert.equal((await on.ask('officer1', 'POST', '/api/matters', wanted)).status, 200);
  const step = { request_id: randomUUID(), seen: 0, action: 'receive', facts: { source: '智能监管疑点' }, with: [] };
  assert.equal((await on.ask('officer1', 'POST', `/api/matters/${matter_id}/steps`, step)).status, 200);
  return matter_id;
}

/** Words of the console itself that have Chinese in them: names of places and rules are data. */
const CHINESE = `[...document.querySelectorAll('nav, label, th[scope=col], dt, h2, .mark, .cover-kind, .ant-select-placeholder, .hint, .deed-head')]
  .map((one) => one.textContent).filter((text) => /[\\u4e00-\\u9fff]/.test(text))`;

for (const viewport of [DESKTOP, PHONE]) {
  const { width } = viewport;
  test(`pages in English at ${width} px`, async (t) => {
    const { on, page, faults } = await desk(t);
    const matter_id = await county(on);
    const look = async (who: PersonName, path: string, name: string, ready: string) => {
      const opened = await page(who, '/', viewport);
      await opened.evaluate("localStorage.setItem('shouhu.language', 'en')");
      await opened.goto(new URL(path, opened.url()).href);
      await opened.getByText(ready).first().waitFor();
      await shot(opened, `english-${name}-${width}`);
      await inspect(opened, axe, `${name} in English at ${width}`);
      assert.deepEqual(await opened.evaluate<string[]>(CHINESE), [], name);
      const text = (await opened.locator('main').textContent()) ?? '';
      await opened.context().close();
      return text;
    };
    const lead = await look('officer1', '/leads/L7', 'lead', 'Dear drugs, consumables and large equipment');
    assert.match(lead, /3 persons tied to each other/);
    assert.match(lead, /Departmentthe whole institution/);
    assert.doesNotMatch(lead, /0f0f0f/);
    await look('officer1', '/leads', 'leads', 'Dear drugs');
    await look('officer1', `/institutions/${HERE}`, 'institution', 'Draft a measure');
    assert.match(await look('officer1', `/matters/${matter_id}`, 'case', 'What was done'), /Finding of the system/);
    await look('officer1', `/matters/${matter_id}/file`, 'paper-file', 'Penalty case');
    await look('head', '/overview', 'overview', 'Kinds of violation');
    await look('head', '/campaigns/new', 'campaign', 'Whom it is about');
    await look('admin', '/accounts', 'accounts', 'New account');
    assert.deepEqual(faults, []);
  });
}
