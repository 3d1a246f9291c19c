import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { quote } from '@shouhu/lake';
import { HOSTILE } from '../fixture/lines.fixture.ts';
import { fixtureRun } from '../fixture/run.fixture.ts';
import { lettersFonts, openWoff } from './fonts.ts';
import { openRun } from '../run/open-run.ts';
import { withTables } from '../run/tables.ts';
import { findingRows } from '../workbook/finding-rows.ts';
import { writeLetters } from './write-letters.ts';

interface Charged {
  readonly finding_id: string;
  readonly amount_fen: number;
  readonly lines: readonly { readonly amount_fen: number | null }[];
}

let run: Awaited<ReturnType<typeof fixtureRun>>;
before(async () => {
  run = await fixtureRun();
});
after(async () => run.remove());

describe('letters', () => {
  test('one to every institution with findings, whatever its names hold', async () => {
    const seen: string[] = [];
    const files = await writeLetters({
      out: run.out,
      onLetter: (code, number, of) => seen.push(`${code} ${number}/${of}`),
    });
    assert.deepEqual(files, ['letters/H42900000001.pdf', 'letters/H42900000002.pdf']);
    assert.deepEqual(seen, ['H42900000001 1/2', 'H42900000002 2/2']);
    assert.deepEqual((await readdir(join(run.out, 'letters'))).toSorted(), ['H42900000001.pdf', 'H42900000002.pdf']);
    const pdf = await readFile(join(run.out, files[1] ?? ''));
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.match(pdf.toString('latin1'), /<pdfaid:part>2<\/pdfaid:part>/);
    assert.equal((await stat(join(run.out, files[1] ?? ''))).mode & 0o777, 0o600);
    assert.ok(!pdf.includes(Buffer.from(HOSTILE)));
  });

  test('letters of an earlier run do not outlive their findings', async () => {
    await writeFile(join(run.out, 'letters', 'H99900000001.pdf'), 'of another run');
    await writeLetters({ out: run.out });
    assert.deepEqual((await readdir(join(run.out, 'letters'))).toSorted(), ['H42900000001.pdf', 'H42900000002.pdf']);
  });

  test('the same bytes again', async () => {
    const earlier = await readFile(join(run.out, 'letters', 'H42900000001.pdf'));
    assert.deepEqual(await writeLetters({ out: run.out, institution: 'H42900000001' }), ['letters/H42900000001.pdf']);
    assert.ok(earlier.equals(await readFile(join(run.out, 'letters', 'H42900000001.pdf'))));
  });

  test('an institution without findings gets none', async () => {
    await assert.rejects(
      async () => writeLetters({ out: run.out, institution: 'H42900000003' }),
      (error) => error instanceof ShouhuError && error.code === 'SH-D005',
    );
  });
});

test('a finding over lines of several institutions stands in the letter to each', async () => {
  const across = await fixtureRun();
  const path = join(across.out, 'findings.jsonl');
  const findings = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const at = findings.findIndex((text) => /"lines":\[\{[^\]]*\},\{/.test(text));
  const { finding_id, amount_fen, lines }: Charged = JSON.parse(findings[at] ?? '');
  findings[at] = (findings[at] ?? '').replace('"lines":[{', '"lines":[{"fixmedins_code":"H42900000003",');
  await writeFile(path, `${findings.join('\n')}\n`);
  const [there = 0, ...here] = lines.map((line) => line.amount_fen ?? 0);
  const rows = await withTables(await openRun(across.out), async (connection) =>
    Array.fromAsync(findingRows(connection, `finding_id = ${quote(finding_id)}`, 'owner')),
  );
  assert.ok(here.length > 0);
  assert.deepEqual([...new Set(rows.flatMap(({ line_visit }) => line_visit ?? []))], ['M-limit']);
  assert.equal(there + here.reduce((sum, fen) => sum + fen, 0), amount_fen);
  assert.deepEqual(
    rows.filter(({ owner }) => owner === 'H42900000003').map(({ owner_fen, finding_fen }) => [owner_fen, finding_fen]),
    [[there, amount_fen]],
  );
  assert.deepEqual(await writeLetters({ out: across.out, institution: 'H42900000003' }), ['letters/H42900000003.pdf']);
  assert.deepEqual(await writeLetters({ out: across.out }), [
    'letters/H42900000001.pdf',
    'letters/H42900000002.pdf',
    'letters/H42900000003.pdf',
  ]);
  await across.remove();
});

test('without any Chinese font it is said which places were searched', async () => {
  await assert.rejects(
    async () => lettersFonts({ folder: run.out, system: [], packageName: 'no-such-package' }),
    (error) => error instanceof ShouhuError && error.code === 'SH-D004' && error.zh.includes('no-such-package'),
  );
  const { blobs, folders } = await lettersFonts({ system: [] });
  assert.deepEqual([blobs.length, folders], [6, []]);
});

test('a font is unpacked to what its directory says', async () => {
  const path = createRequire(import.meta.url).resolve(
    '@fontsource/noto-serif-sc/files/noto-serif-sc-latin-400-normal.woff',
  );
  const font = await openWoff(await readFile(path));
  const count = font.readUInt16BE(4);
  for (let at = 0; at < count; at += 1) {
    const entry = 12 + at * 16;
    const [offset, length] = [font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)];
    assert.equal(offset % 4, 0);
    assert.ok(offset + length <= font.length);
    const tag = font.toString('latin1', entry, entry + 4);
    if (tag !== 'head')
      assert.equal(checksum(font.subarray(offset, offset + length)), font.readUInt32BE(entry + 4), tag);
  }
});

/** Sum of a table's words, as OpenType defines it. */
function checksum(table: Buffer): number {
  const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
