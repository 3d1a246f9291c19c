import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { fieldsOf } from './csv-header.ts';
import { scanRecords } from './records.ts';

let dir: string;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'shouhu-records-'));
});
after(() => rm(dir, { recursive: true }));

async function scanned(text: string): Promise<{ text: string; line: number; fields: number }[]> {
  const path = join(dir, 'a.csv');
  await writeFile(path, text);
  const found = [];
  for await (const records of scanRecords(path, 'a.csv', ','.charCodeAt(0))) {
    found.push(...records.map(({ bytes, line, fields }) => ({ text: bytes.toString('utf8'), line, fields })));
  }
  return found;
}

const cell = fc.oneof(
  fc.stringMatching(/^[a-z甲0-9]{0,4}$/),
  fc.string({ unit: fc.constantFrom('a', '甲', ',', '"', '\n', ' '), maxLength: 6 }),
);
const table = fc
  .array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  .filter((rows) => rows.every((row) => row.some((one) => one !== '')));

function written(text: string): string {
  return /[",\n ]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

describe('scanRecords', () => {
  it('finds the records, their fields and the lines on which they begin', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n', '\n\n'), async (rows, end) => {
        const texts = rows.map((row) => row.map(written).join(','));
        const found = await scanned(texts.join(end));
        assert.deepEqual(
          found.map(({ text }) => fieldsOf(text, ',')),
          rows,
        );
        assert.deepEqual(
          found.map(({ fields }) => fields),
          rows.map((row) => row.length),
        );
        let line = 1;
        const lines = texts.map((text) => {
          const at = line;
          line += text.split('\n').length - 1 + end.split('\n').length - 1;
          return at;
        });
        assert.deepEqual(
          found.map((record) => record.line),
          lines,
        );
      }),
    );
  });

  it('loses no byte of any text, whatever its quotes', async () => {
    const anything = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', '\r'), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const found = await scanned(text);
        const kept = found.map((record) => record.text).join('');
        assert.equal(kept.replace(/[\r\n]/g, ''), text.replace(/[\r\n]/g, ''));
      }),
    );
  });
});
