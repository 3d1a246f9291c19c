/** Schemes and leads on a county that no threshold was set on: what was planted is found, what only looks like it is not. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { importFolder } from '@shouhu/lake';
import { currentKnowledge } from '@shouhu/rulebook';
import { generateCounty, scoreSchemes } from '@shouhu/synth';
import type { Label, SchemeHit, SchemeLabel, SchemeScore } from '@shouhu/synth';
import type { Lead } from './leads/lead.ts';
import { FILES } from './output/read.ts';
import { runAudit } from './run.ts';
import { tunables } from './schemes.ts';

let folder = '';
const out = (): string => join(folder, 'out');
async function rows<Row>(...path: string[]): Promise<Row[]> {
  const text = await readFile(join(folder, ...path), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-schemes-'));
  generateCounty({ insured: 6_000, months: 12, seed: 4_711, out: join(folder, 'claims') });
  await importFolder({ dir: join(folder, 'claims'), lake: join(folder, 'lake'), key_file: join(folder, 'key') });
  await runAudit({ lake: join(folder, 'lake'), out: out(), snapshot: currentKnowledge().snapshot });
});
after(() => rm(folder, { recursive: true, force: true }));

describe('a county with schemes', () => {
  let scores: readonly SchemeScore[] = [];
  before(async () => {
    const labels = await rows<SchemeLabel>('claims', 'scheme_labels.jsonl');
    scores = scoreSchemes(
      labels,
      await rows<SchemeHit>('out', FILES.schemes),
      await rows<Label>('claims', 'labels.jsonl'),
    );
  });

  test('every scheme finds what was planted for it', () => {
    for (const { scheme, planted, missed } of scores) {
      if (planted > 0) assert.ok(missed.length <= 1, `${scheme} missed ${missed.join(', ')}`);
    }
    const planted = scores.reduce((sum, score) => sum + score.planted, 0);
    const found = scores.reduce((sum, score) => sum + score.found, 0);
    assert.ok(planted > 100 && found / planted >= 0.97, `${found} of ${planted}`);
  });

  test('hardly anything honest is reported', () => {
    const hits = scores.reduce((sum, score) => sum + score.hits, 0);
    const wrong = scores.flatMap(({ scheme, false_on_look_alikes, false_on_honest }) => [
      ...false_on_look_alikes,
      ...Array.from({ length: false_on_honest }, () => `${scheme} on honest use`),
    ]);
    assert.ok(wrong.length / hits <= 0.05, `${wrong.length} of ${hits}: ${wrong.join(', ')}`);
  });

  test('the first leads of schemes are planted ones', async () => {
    const labels = await rows<SchemeLabel>('claims', 'scheme_labels.jsonl');
    const planted = new Set(labels.filter(({ kind }) => kind === 'scheme').flatMap(({ mdtrt_ids }) => mdtrt_ids));
    const hits = new Map(
      (await rows<SchemeHit & { scheme_id: string }>('out', FILES.schemes)).map((hit) => [hit.scheme_id, hit]),
    );
    const leads = (await rows<Lead>('out', FILES.leads)).filter(({ kind }) => kind === 'scheme');
    for (const lead of leads.slice(0, 20)) {
      const visits = lead.schemes.flatMap(({ scheme_id }) => hits.get(scheme_id)?.mdtrt_ids ?? []);
      const guilty = visits.filter((mdtrt_id) => planted.has(mdtrt_id)).length;
      assert.ok(
        visits.length > 0 && guilty * 2 > visits.length,
        `${lead.rank} ${lead.title}: ${guilty} of ${visits.length}`,
      );
    }
  });

  test('numbers and exemptions of a bureau are obeyed', async () => {
    const [hit] = (await rows<SchemeHit & { scheme_id: string }>('out', FILES.schemes)).filter(
      ({ scheme }) => scheme === 'card-cluster',
    );
    assert.ok(hit !== undefined);
    const { snapshot } = currentKnowledge({ schemes: tunables, only: ['card-cluster', '挂床住院'] });
    const local = {
      ...snapshot,
      settings: [{ code: 'bed-hanging', name: 'enabled', value: 0, basis: '' }],
      exemptions: [
        {
          exemption_id: 'E1',
          rule_code: 'card-cluster',
          subject_kind: 'institution',
          subject: { codes: hit.fixmedins_codes, prefixes: [] },
          from: 0,
          to: 99_999,
          reason: '',
          basis: '',
        } as const,
      ],
    };
    await runAudit({ lake: join(folder, 'lake'), out: join(folder, 'local'), snapshot: local });
    const found = await rows<SchemeHit & { scheme_id: string; exempted_by: string | null }>('local', FILES.schemes);
    assert.deepEqual([...new Set(found.map(({ scheme }) => scheme))], ['card-cluster']);
    assert.equal(found.find(({ scheme_id }) => scheme_id === hit.scheme_id)?.exempted_by, 'E1');
    const led = (await rows<Lead>('local', FILES.leads)).flatMap(({ schemes }) =>
      schemes.map(({ scheme_id }) => scheme_id),
    );
    assert.ok(!led.includes(hit.scheme_id));
    assert.deepEqual(
      led.toSorted(),
      found.filter(({ exempted_by }) => exempted_by === null).map(({ scheme_id }) => scheme_id),
    );
  });
});
