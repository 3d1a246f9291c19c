import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { chained, logOf } from './chain.fixture.ts';
import { EMPTY, append, verify } from './chain.ts';
import type { ChainedEntry, Expected, Verdict } from './chain.ts';
import { signHead, verifyHead } from './head.ts';
import { createKeyRing } from './key-ring.ts';

const ring = createKeyRing();

function headAt(log: readonly ChainedEntry[], seq: number, day = '2026-07-01'): Expected['heads'][number] {
  return signHead(ring, { day, seq, digest: log[seq - 1]?.digest ?? EMPTY.digest });
}

function expecting(...heads: Expected['heads']): Expected {
  return { publicKey: ring.publicKey, heads };
}

const faultOf = (verdict: Verdict): unknown => (verdict.ok ? 'ok' : [verdict.fault, verdict.seq, verdict.entries]);

test('the digest is SM3 over the digest before and the fields behind their lengths', () => {
  const [entry] = logOf(1);
  assert(entry !== undefined);
  const { at, actor, action, subject, purpose, region, detail, digest } = entry;
  const hash = createHash('sm3').update(Buffer.alloc(32));
  for (const field of ['shouhu-log-1', '1', at, actor, action, subject, purpose, region, detail]) {
    const bytes = Buffer.from(field);
    hash.update(Buffer.from([0, 0, 0, bytes.length])).update(bytes);
  }
  assert.equal(digest, hash.digest('hex'));
});

test('a whole log holds, empty, from an array and from a stream, against its heads in any order', async () => {
  const log = logOf(9);
  const heads = [headAt(log, 9), headAt(log, 0, '2026-06-30'), headAt(log, 4), headAt(log, 4, '2026-07-02')];
  const stream = (async function* () {
    yield* log;
  })();
  const verdict = { ok: true, entries: 9, head: { seq: 9, digest: log[8]?.digest }, backwards: [] };
  assert.deepEqual(await verify(log, expecting(...heads)), verdict);
  assert.deepEqual(await verify(stream), verdict);
  assert.deepEqual(await verify([]), { ok: true, entries: 0, head: EMPTY, backwards: [] });
  assert.equal((await verify([], expecting(headAt([], 0)))).ok, true);
});

test('gap, order, repetition and change are told apart, with the first place that is wrong', async () => {
  const log = logOf(6);
  const [a, b, c, d, e, f] = log;
  assert(a && b && c && d && e && f);
  assert.deepEqual(faultOf(await verify([a, b, d, e, f])), ['gap', 3, 2]);
  assert.deepEqual(faultOf(await verify([b, c, d])), ['gap', 1, 0]);
  assert.deepEqual(faultOf(await verify([a, b, d, c, e, f])), ['reordered', 3, 2]);
  assert.deepEqual(faultOf(await verify([a, b, b, c])), ['reordered', 2, 2]);
  assert.deepEqual(faultOf(await verify([a, b, c, a])), ['reordered', 1, 3]);
  assert.deepEqual(faultOf(await verify([a, { ...b, purpose: '' }, c])), ['changed', 2, 1]);
  assert.deepEqual(faultOf(await verify([a, { ...b, digest: c.digest }, c])), ['changed', 2, 1]);
  assert.deepEqual(faultOf(await verify([a, { ...c, seq: 2 }, { ...b, seq: 3 }])), ['changed', 2, 1]);
});

test('a log that was cut off, or chained anew, shows against a signed head, and only there', async () => {
  const log = logOf(6);
  const expected = expecting(headAt(log, 3), headAt(log, 5, '2026-07-02'));
  const anew = chained(log.map((entry) => ({ ...entry, purpose: entry.seq === 2 ? '' : entry.purpose })));
  assert.deepEqual(faultOf(await verify(log.slice(0, 4), expected)), ['truncated', 5, 4]);
  assert.deepEqual(faultOf(await verify([], expected)), ['truncated', 1, 0]);
  assert.deepEqual(faultOf(await verify(log.slice(0, 5), expected)), 'ok');
  assert.deepEqual(faultOf(await verify(anew)), 'ok');
  assert.deepEqual(faultOf(await verify(anew, expected)), ['rewritten', 3, 2]);
});

test('a head that another key signed, or that was altered, proves nothing', async () => {
  const log = logOf(3);
  const head = headAt(log, 3);
  const { publicKey } = createKeyRing();
  assert.equal(verifyHead(ring.publicKey, head), true);
  assert.equal(verifyHead(publicKey, head), false);
  for (const change of [{ day: '2026-07-02' }, { seq: 2 }, { digest: EMPTY.digest }, { signature: '' }]) {
    assert.equal(verifyHead(ring.publicKey, { ...head, ...change }), false);
  }
  assert.deepEqual(faultOf(await verify(log, { publicKey, heads: [head] })), ['unsigned', 3, 0]);
  assert.deepEqual(faultOf(await verify(log, expecting(head, { ...head, seq: 2 }))), ['unsigned', 2, 0]);
});

test('a clock that was set back is reported and breaks nothing', async () => {
  const back = new Set([3, 5]);
  const log = logOf(6, (seq) => (back.has(seq) ? { at: '2026-06-30T23:59:59.000Z' } : {}));
  const verdict = await verify(log);
  assert.deepEqual([verdict.ok, verdict.backwards], [true, [3, 5]]);
});

test('appending out of turn, or at something else than an instant, is a mistake of the program', () => {
  const [first, second] = logOf(2);
  assert(first && second);
  assert.throws(() => append(EMPTY, second), /next entry/);
  for (const at of [
    '',
    '2026-07-01',
    '2026-07-01T08:00:00+08:00',
    '2026-07-01T00:00:00Z',
    '2026-02-30T00:00:00.000Z',
  ]) {
    assert.throws(() => append(EMPTY, { ...first, at }), /instant/, at);
  }
});
