import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { chained } from './chain.fixture.ts';
import { verify } from './chain.ts';
import type { Entry } from './chain.ts';
import { signHead } from './head.ts';
import { createKeyRing } from './key-ring.ts';

const ring = createKeyRing();
const text = fc.string({ unit: 'binary', maxLength: 12 });
const at = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const entry = fc.record({ at, actor: text, action: text, subject: text, purpose: text, region: text, detail: text });
const log = fc
  .array(entry, { minLength: 2, maxLength: 12 })
  .map((entries) => chained(entries.map((one, place): Entry => ({ seq: place + 1, ...one }))));
const FIELDS = ['at', 'actor', 'action', 'subject', 'purpose', 'region', 'detail', 'digest'] as const;
const TEXTS = ['actor', 'action', 'subject', 'purpose', 'region', 'detail'] as const;

test('one changed byte in any field of any entry is noticed at that entry', async () => {
  await fc.assert(
    fc.asyncProperty(log, fc.nat(), fc.constantFrom(...FIELDS), fc.nat(), async (entries, place, field, nth) => {
      const changed = entries[place % entries.length];
      assert(changed);
      const bytes = Buffer.from(changed[field]);
      if (bytes.length === 0) return;
      const spot = nth % bytes.length;
      bytes[spot] = (bytes[spot] ?? 0) ^ (1 + (nth % 127));
      const altered = bytes.toString();
      if (altered === changed[field]) return;
      const verdict = await verify(entries.map((one) => (one === changed ? { ...one, [field]: altered } : one)));
      assert(!verdict.ok);
      assert.deepEqual([verdict.fault, verdict.seq, verdict.entries], ['changed', changed.seq, changed.seq - 1]);
    }),
    { numRuns: 1000 },
  );
});

test('a character moved from one field to the next is noticed', async () => {
  await fc.assert(
    fc.asyncProperty(log, fc.nat(), fc.nat({ max: TEXTS.length - 2 }), async (entries, place, nth) => {
      const changed = entries[place % entries.length];
      const [from, to] = [TEXTS[nth], TEXTS[nth + 1]];
      assert(changed && from && to);
      const [last] = /.$/su.exec(changed[from]) ?? [];
      if (last === undefined) return;
      const moved = { ...changed, [from]: changed[from].slice(0, -last.length), [to]: last + changed[to] };
      assert.equal((await verify(entries.map((one) => (one === changed ? moved : one)))).ok, false);
    }),
    { numRuns: 300 },
  );
});

test('one removed entry is a gap where it stood, and at the end it is what a signed head says', async () => {
  await fc.assert(
    fc.asyncProperty(log, fc.nat(), async (entries, place) => {
      const seq = 1 + (place % entries.length);
      const head = signHead(ring, { day: '2026-07-01', seq: entries.length, digest: entries.at(-1)?.digest ?? '' });
      const verdict = await verify(
        entries.filter((one) => one.seq !== seq),
        { publicKey: ring.publicKey, heads: [head] },
      );
      assert(!verdict.ok);
      assert.deepEqual([verdict.fault, verdict.seq], [seq === entries.length ? 'truncated' : 'gap', seq]);
    }),
  );
});

test('two exchanged entries are noticed where the first of them stood', async () => {
  await fc.assert(
    fc.asyncProperty(log, fc.nat(), fc.nat(), async (entries, left, right) => {
      const [a, b] = [left % entries.length, right % entries.length].toSorted((x, y) => x - y);
      if (a === undefined || b === undefined || a === b) return;
      const exchanged = entries.with(a, entries[b] ?? assert.fail()).with(b, entries[a] ?? assert.fail());
      const verdict = await verify(exchanged);
      assert(!verdict.ok);
      assert.deepEqual([verdict.fault, verdict.seq], ['reordered', a + 1]);
    }),
  );
});

test('whatever is cut off after a signed head shows, and so does a log that was chained anew without an entry', async () => {
  await fc.assert(
    fc.asyncProperty(log, fc.nat(), fc.nat(), async (entries, place, cut) => {
      const seq = 1 + (place % entries.length);
      const kept = cut % seq;
      const head = signHead(ring, { day: '2026-07-01', seq, digest: entries[seq - 1]?.digest ?? '' });
      const expected = { publicKey: ring.publicKey, heads: [head] };
      const truncated = await verify(entries.slice(0, kept), expected);
      assert(!truncated.ok);
      assert.deepEqual([truncated.fault, truncated.seq], ['truncated', kept + 1]);
      const without = entries.toSpliced(kept, 1).map((one, index) => ({ ...one, seq: index + 1 }));
      const anew = await verify(chained(without), expected);
      assert(!anew.ok);
      assert.equal(anew.fault, seq === entries.length ? 'truncated' : 'rewritten');
    }),
  );
});
