/** The whole pipeline over awkward input: it ends, its numbers are numbers, and what is missing accuses nobody. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { generateCounty } from '@shouhu/synth';
import { audited, changed, readCounty, without, type Audited, type County } from './bad-input.fixture.ts';
import {
  allRefunded,
  atOneInstitution,
  crowded,
  endsBeforeBegins,
  hardlyStocked,
  inOneMonth,
  MOST_YUAN,
  nothingOr,
  ODD_NAME,
  ofOnePerson,
  oddNames,
  withoutClocks,
  withoutFund,
} from './odd-counties.fixture.ts';
import { assertFinite, valuesOf } from './finite.fixture.ts';
import { FILES } from './output/read.ts';

let folder = '';
/** Large enough for planted schemes. */
let schemed: County = {};
let small: County = {};
let whole: Audited | undefined;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-bad-input-'));
  generateCounty({ insured: 600, months: 2, seed: 11, out: join(folder, 'small') });
  generateCounty({ insured: 1_000, months: 1, seed: 11, out: join(folder, 'schemed') });
  small = readCounty(join(folder, 'small'));
  schemed = hardlyStocked(readCounty(join(folder, 'schemed')));
  whole = await audited(folder, small);
});
after(() => rm(folder, { recursive: true, force: true }));

/** Audits, and asserts of every case what each user relies on. */
async function sound(county: County): Promise<Audited> {
  const result = await audited(folder, county);
  await assertFinite(result);
  return result;
}

const idsOf = ({ findings }: Audited): Set<string> => new Set(findings.map(({ finding_id }) => finding_id));

describe('a table that nobody gave', { concurrency: 2 }, () => {
  test('stock: its balances are named as not run, and nothing else changes by a byte', async () => {
    const [given, bare] = await Promise.all([sound(schemed), sound(without(schemed, 'stock'))]);
    assert.deepEqual(
      bare.summary.schemes_not_run.map(({ scheme, absent }) => [scheme, absent]),
      [
        ['GZ10000202001000', ['stock']],
        ['GZ10000203001000', ['stock']],
      ],
    );
    assert.deepEqual(given.summary.schemes_not_run, []);
    const balances = given.schemes.filter(({ scheme }) => /^GZ1000020[23]001000$/.test(scheme));
    assert.ok(balances.length > 0);
    const others = given.schemes.filter((hit) => !balances.includes(hit));
    assert.ok(others.length > 10, `${others.length} other hits`);
    assert.deepEqual(
      bare.schemes.map((hit) => JSON.stringify(hit)),
      others.map((hit) => JSON.stringify(hit)),
    );
    assert.deepEqual(bare.findings, given.findings);
  });

  for (const table of ['psn_info_b', 'fixmedins_b', 'medins_staff_b', 'setl_list_oprn_d']) {
    test(`${table}: no finding that the table would have prevented`, async () => {
      const bare = await sound(without(small, table));
      const known = whole === undefined ? new Set() : idsOf(whole);
      assert.deepEqual(
        bare.findings.filter(({ finding_id }) => !known.has(finding_id)),
        [],
      );
      assert.equal(bare.summary.lines, whole?.summary.lines);
    });
  }

  test('setl_d: every line is judged, and what needs amounts of accounts is not run', async () => {
    const bare = await sound(without(small, 'setl_d'));
    assert.deepEqual(
      bare.summary.schemes_not_run.map(({ scheme, absent }) => [scheme, absent]),
      [
        ['account-cash-out', ['setl_d.acct_pay']],
        ['account-drain', ['setl_d.acct_pay']],
      ],
    );
    assert.ok(bare.summary.findings >= (whole?.summary.findings ?? Infinity));
  });

  test('setl_list_diag_d: what needs diagnoses is undecided or not run', async () => {
    const bare = await sound(without(small, 'setl_list_diag_d'));
    assert.ok(bare.summary.not_run.some(({ absent }) => absent.includes('setl_list_diag_d')));
    assert.deepEqual(
      bare.summary.schemes_not_run.map(({ absent }) => absent),
      [['setl_list_diag_d.diag_code']],
    );
  });
});

describe('little to look at', { concurrency: 2 }, () => {
  test('one institution in one month: it has no peers, hence no score', async () => {
    const one = await sound(inOneMonth(atOneInstitution(small)));
    assert.deepEqual(
      one.institutions.map(({ rank, peer_rank, score }) => ({ rank, peer_rank, score })),
      [{ rank: 1, peer_rank: 1, score: 0 }],
    );
    assert.ok(one.findings.length > 0 && one.leads.length > 0);
  });

  test('one person: what is found of him alone was found of him among all', async () => {
    const psn_no = whole?.findings.find(({ rule_type }) => rule_type === 'restrict')?.psn_no ?? '';
    const alone = await sound(ofOnePerson(small, psn_no));
    assert.ok(alone.findings.length > 0);
    const known = whole === undefined ? new Set() : idsOf(whole);
    assert.ok(alone.findings.every((finding) => finding.psn_no === psn_no && known.has(finding.finding_id)));
  });

  test('all lines refunded: nothing is left to charge', async () => {
    const none = await sound(allRefunded(small));
    assert.equal(none.summary.lines, 0);
    assert.equal(none.summary.leads.amount_fen, 0);
    assert.ok(none.findings.every(({ amount_fen }) => (amount_fen ?? 0) === 0));
  });

  test('all lines withdrawn: a whole set of empty results', async () => {
    const none = await sound(
      changed(small, (row, table) => (table === 'fee_list_d' ? { ...row, vali_flag: '0' } : row)),
    );
    assert.deepEqual([none.summary.lines, none.summary.findings, none.leads.length], [0, 0, 0]);
    for (const file of Object.values(FILES)) {
      assert.ok(file === FILES.cache || existsSync(join(none.out, file)), `${file} is missing`);
    }
  });
});

describe('odd values', { concurrency: 2 }, () => {
  test('nothing paid by the fund, and days without clocks', async () => {
    const result = await sound(withoutFund(withoutClocks(small)));
    assert.ok(result.findings.length > 0);
  });

  test('ends before begins, settlements before the fee: no length of a stay is negative', async () => {
    const result = await sound(endsBeforeBegins(small));
    const negative = (await valuesOf(result)).filter(({ value, numerator }) => numerator < 0 || (value ?? 0) < 0);
    assert.deepEqual(negative, []);
    assert.ok(result.findings.length > 0);
  });

  test('ten thousand lines in one visit and a person with three thousand visits end in seconds', async () => {
    const started = performance.now();
    const { summary, findings } = await sound(crowded(small));
    assert.equal(summary.lines, (whole?.summary.lines ?? 0) + 13_000);
    assert.ok(findings.length >= (whole?.findings.length ?? Infinity));
    assert.ok(performance.now() - started < 20_000);
  });

  test('amounts of nothing and of the greatest size are added exactly; a greater one is refused', async () => {
    const { summary, leads } = await sound(nothingOr(MOST_YUAN, small));
    const amounts = leads.map(({ amount_fen }) => amount_fen);
    assert.ok(amounts.every(Number.isSafeInteger));
    assert.equal(
      summary.leads.amount_fen,
      amounts.reduce((sum, fen) => sum + fen, 0),
    );
    assert.ok(summary.leads.amount_fen > 10 ** 12);
    await assert.rejects(audited(folder, nothingOr(`${MOST_YUAN}0`, small)), { code: 'SH-I021' });
  });

  test('quotes, newlines and script in names and numbers of persons come back as they were', async () => {
    const result = await sound(oddNames(small));
    assert.equal(result.findings.length, whole?.findings.length);
    assert.equal(result.summary.leads.amount_fen, whole?.summary.leads.amount_fen);
    assert.ok(result.findings.every(({ psn_no }) => psn_no.startsWith(`O'"`)));
    assert.ok(result.institutions.every(({ fixmedins_name }) => fixmedins_name?.endsWith(ODD_NAME)));
  });
});
