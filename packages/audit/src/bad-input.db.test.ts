/** The whole pipeline over awkward input: it ends, its numbers are numbers, and what is missing accuses nobody. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
/** One month, enough people for planted schemes, and stock that covers little of what was billed. */
let county: County = {};
let whole: Audited;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-bad-input-'));
  generateCounty({ insured: 1_000, months: 1, seed: 11, out: join(folder, 'county') });
  county = hardlyStocked(readCounty(join(folder, 'county')));
  whole = await sound(county);
});
after(() => rm(folder, { recursive: true, force: true }));

/** Audits, and asserts what users rely on in every case. */
async function sound(tables: County): Promise<Audited> {
  const result = await audited(folder, tables);
  await assertFinite(result);
  return result;
}

function unknownTo(known: Audited, { findings }: Audited): string[] {
  const ids = new Set(known.findings.map(({ finding_id }) => finding_id));
  return findings.flatMap(({ finding_id, rule_name }) => (ids.has(finding_id) ? [] : [`${rule_name} ${finding_id}`]));
}

const notRun = ({ summary }: Audited) => summary.schemes_not_run.map(({ scheme, absent }) => [scheme, ...absent]);

/** Measured beside another of its kind, so that a busy machine slows both. */
async function secondsOf({ out }: Audited): Promise<number> {
  return JSON.parse(await readFile(join(out, FILES.run), 'utf8')).seconds;
}

describe('a table that nobody gave', { concurrency: 2 }, () => {
  test('stock: its balances are named as not run, and nothing else changes by a byte', async () => {
    const bare = await sound(without(county, 'stock'));
    assert.deepEqual(notRun(whole), []);
    assert.deepEqual(notRun(bare), [
      ['GZ10000202001000', 'stock'],
      ['GZ10000203001000', 'stock'],
    ]);
    const balances = whole.schemes.filter(({ scheme }) => /^GZ1000020[23]001000$/.test(scheme));
    const others = whole.schemes.filter((hit) => !balances.includes(hit));
    assert.ok(balances.length > 0 && others.length > 10, `${balances.length} balances, ${others.length} other hits`);
    assert.equal(JSON.stringify(bare.schemes), JSON.stringify(others));
    assert.equal(JSON.stringify(bare.findings), JSON.stringify(whole.findings));
  });

  for (const table of ['psn_info_b', 'fixmedins_b', 'medins_staff_b', 'setl_list_oprn_d']) {
    test(`${table}: its absence accuses nobody`, async () => {
      const bare = await sound(without(county, table));
      assert.deepEqual(unknownTo(whole, bare), []);
      assert.equal(bare.summary.lines, whole.summary.lines);
    });
  }

  test('setl_d: every line is judged, and schemes of accounts are not run', async () => {
    const bare = await sound(without(county, 'setl_d'));
    assert.deepEqual(notRun(bare), [
      ['account-cash-out', 'setl_d.acct_pay'],
      ['account-drain', 'setl_d.acct_pay'],
    ]);
    assert.deepEqual(unknownTo(bare, whole), []);
  });

  test('setl_list_diag_d: what needs it is named as not run', async () => {
    const bare = await sound(without(county, 'setl_list_diag_d'));
    assert.ok(bare.summary.not_run.some(({ absent }) => absent.includes('setl_list_diag_d')));
    assert.deepEqual(notRun(bare), [['ZB10000205007000', 'setl_list_diag_d.diag_code']]);
  });
});

describe('little to look at', { concurrency: 2 }, () => {
  test('one institution: it has no peers, hence no score', async () => {
    const one = await sound(atOneInstitution(county));
    assert.deepEqual(
      one.institutions.map(({ rank, peer_rank, score }) => ({ rank, peer_rank, score })),
      [{ rank: 1, peer_rank: 1, score: 0 }],
    );
    assert.ok(one.findings.length > 0 && one.leads.length > 0);
  });

  test('one person: what is found of him alone was found of him among all', async () => {
    const psn_no = whole.findings.find(({ rule_type }) => rule_type === 'restrict')?.psn_no ?? '';
    const alone = await sound(ofOnePerson(county, psn_no));
    assert.ok(alone.findings.length > 0 && alone.findings.every((finding) => finding.psn_no === psn_no));
    assert.deepEqual(unknownTo(whole, alone), []);
  });

  test('all lines refunded: nothing is left to charge', async () => {
    const none = await sound(allRefunded(county));
    assert.deepEqual([none.summary.lines, none.summary.leads.amount_fen], [0, 0]);
    assert.ok(none.findings.every(({ amount_fen }) => (amount_fen ?? 0) === 0));
  });

  test('all lines withdrawn: results are whole, and empty', async () => {
    const withdrawn = changed(county, (row, table) => (table === 'fee_list_d' ? { ...row, vali_flag: '0' } : row));
    const none = await sound(withdrawn);
    assert.deepEqual([none.summary.lines, none.summary.findings, none.leads.length], [0, 0, 0]);
    for (const file of Object.values(FILES)) {
      if (file !== FILES.cache) assert.ok(existsSync(join(none.out, file)), `${file} is missing`);
    }
  });
});

describe('odd values', { concurrency: 2 }, () => {
  test('crowds take time in proportion, and no stay that ends before it begins has a length', async () => {
    const result = await sound(endsBeforeBegins(crowded(county)));
    const [usual, taken] = [await secondsOf(whole), await secondsOf(result)];
    assert.ok(taken < usual * 10, `${taken} s for twice as many lines, which take ${usual} s elsewhere`);
    assert.equal(result.summary.lines, whole.summary.lines + 12_000);
    const values = await valuesOf(result);
    assert.deepEqual(
      values.filter(({ value, numerator }) => numerator < 0 || (value ?? 0) < 0),
      [],
    );
    assert.ok(result.schemes.every(({ period }) => period.from <= period.to));
  });

  test('amounts of nothing and of the greatest size, on days without clocks, are added exactly', async () => {
    const { summary, leads } = await sound(withoutClocks(nothingOr(MOST_YUAN, county)));
    const amounts = leads.map(({ amount_fen }) => amount_fen);
    assert.ok(amounts.every(Number.isSafeInteger));
    assert.equal(
      summary.leads.amount_fen,
      amounts.reduce((sum, fen) => sum + fen, 0),
    );
    assert.ok(summary.leads.amount_fen > 10 ** 12);
  });

  test('an amount beyond that is refused', async () => {
    const vast = nothingOr(`${MOST_YUAN}0`, ofOnePerson(county, whole.findings[0]?.psn_no ?? ''));
    await assert.rejects(audited(folder, vast), { code: 'SH-I021' });
  });

  test('quotes, newlines and script in names and numbers of persons come back as they were', async () => {
    const result = await sound(withoutFund(oddNames(county)));
    assert.equal(result.findings.length, whole.findings.length);
    assert.deepEqual(result.summary.by_verdict, whole.summary.by_verdict);
    assert.ok(result.findings.every(({ psn_no }) => psn_no.startsWith(`O'"`)));
    assert.ok(result.institutions.every(({ fixmedins_name }) => fixmedins_name?.endsWith(ODD_NAME)));
  });
});
