/** Golden cases of the national classes 56 to 63: violation, clean, boundary, cannot decide. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '@shouhu/lake';
import type { Hit, Look } from '@shouhu/schemes';
import { buildIndicators } from '../build.ts';
import type { IndicatorNotRun } from '../build.ts';
import { DAYS, givenAllBut, relations } from '../relations.fixture.ts';
import type { Column, Visits } from '../relations.fixture.ts';
import { indicatorClasses } from './classes.ts';

/** How a visit is made that shows the class, in so many of a hundred visits; and a column without which it cannot run. */
interface Shown {
  readonly indicator: string;
  readonly of: (percent: number) => Visits['of'];
  /** Null: every lake has what it needs. */
  readonly lacking: string | null;
  readonly infected?: string;
}

const fee = (indicator: string, column: Column, lacking: string | null = 'fee_list_d.med_chrgitm_type'): Shown => ({
  indicator,
  of: (percent) => ({ [column]: `${percent * 100}::BIGINT` }),
  lacking,
});

const stay = { care_type: "'inpatient'", dept: "'A03'" } as const;

const shown: Readonly<Record<string, Shown>> = {
  ZB10000205001000: fee('drug_share', 'drug_fen'),
  ZB10000205002000: fee('test_share', 'lab_fen'),
  ZB10000205003000: fee('material_share', 'material_fen'),
  ZB10000205004000: fee('treat_share', 'treat_fen'),
  ZB10000205005000: fee('ct_share', 'ct_fen', null),
  ZB10000205006000: fee('mri_share', 'mri_fen', null),
  ZB10000205007000: {
    indicator: 'infection_share',
    of: (percent) => ({ ...stay, mdtrt_id: `CASE WHEN n % 100 < ${percent} THEN 'I' ELSE 'M' END || g || '-' || n` }),
    lacking: 'setl_list_diag_d.diag_code',
    infected: `SELECT mdtrt_id, 'T81.400' AS code FROM a_visit WHERE mdtrt_id LIKE 'I%'`,
  },
  ZB10000205008000: {
    indicator: 'readmission_31',
    // Two stays of one person twenty days apart: every second of these is a return within 31 days after it.
    of: (percent) => ({
      ...stay,
      psn_no: `'P' || g || '-' || CASE WHEN n % 100 < ${percent * 2} THEN n // 2 ELSE n + 100000 END`,
      day: '20454 + (n % 2)::INTEGER * 20',
      end_day: '20456 + (n % 2)::INTEGER * 20',
    }),
    lacking: 'mdtrt_d.endtime',
  },
};

const PEERS = ['H2', 'H3', 'H4', 'H5', 'H6'];

interface Tried {
  readonly hits: readonly Hit[];
  readonly not_run: readonly IndicatorNotRun[];
}

async function tried(
  code: string,
  percent: number,
  options: { cases?: number; peers?: readonly string[]; set?: Record<string, number>; absent?: string } = {},
): Promise<Tried> {
  const { cases = 200, peers = PEERS, set = {}, absent } = options;
  const it = shown[code];
  const one = indicatorClasses.find(({ id }) => id === code);
  assert.ok(it !== undefined && one !== undefined, code);
  const connection = await relations(
    ['H1', ...peers].map((fixmedins_code) => ({ fixmedins_code })),
    [
      { count: cases, of: { ...it.of(percent), fixmedins_code: "'H1'" } },
      ...peers.map((peer, at) => ({ count: 200, of: { ...it.of(4 + (at % 3)), fixmedins_code: `'${peer}'` } })),
    ],
  );
  if (it.infected !== undefined) await connection.run(`CREATE OR REPLACE TEMP TABLE j_diagnosis AS ${it.infected}`);
  try {
    const not_run = await buildIndicators(connection, givenAllBut(...(absent === undefined ? [] : [absent])), DAYS);
    const value = Object.fromEntries(
      Object.entries(one.parameters).map(([name, own]) => [name, set[name] ?? own.value]),
    );
    const look: Look = {
      rows: async (sql) => rowsOf(connection, sql),
      run: async (sql) => void (await connection.run(sql)),
      group: async () => {},
      lines: '',
      table: (name) => name,
      ...DAYS,
      value,
    };
    return { hits: (await one.find(look)).filter(({ evidence }) => evidence['level'] === 'institution'), not_run };
  } finally {
    connection.closeSync();
  }
}

test('every national class of indicators has golden cases', () => {
  assert.deepEqual(
    indicatorClasses.map(({ id }) => id),
    Object.keys(shown),
  );
});

for (const [code, { indicator, lacking }] of Object.entries(shown)) {
  test(`${code} ${indicator}: violation`, async () => {
    const { hits } = await tried(code, 45);
    assert.deepEqual(
      hits.map(({ fixmedins_codes, amount_fen }) => ({ fixmedins_codes, amount_fen })),
      [{ fixmedins_codes: ['H1'], amount_fen: 0 }],
    );
    assert.deepEqual([hits[0]?.evidence['value'], hits[0]?.evidence['peer_median']], ['45.0%', '5.0%']);
  });

  test(`${code} ${indicator}: clean within the peers' spread`, async () => {
    assert.deepEqual((await tried(code, 7)).hits, []);
  });

  test(`${code} ${indicator}: boundary of the excess, which itself counts`, async () => {
    const min_excess = 2500;
    assert.equal((await tried(code, 30, { set: { min_excess, z: 0 } })).hits.length, 1);
    assert.equal((await tried(code, 29, { set: { min_excess, z: 0 } })).hits.length, 0);
  });

  test(`${code} ${indicator}: boundary of the cases`, async () => {
    assert.equal((await tried(code, 45, { cases: 100 })).hits.length, 1);
    assert.equal((await tried(code, 45, { cases: 98 })).hits.length, 0);
  });

  test(`${code} ${indicator}: cannot decide with too few cases, too few peers, or without the column`, async () => {
    const few = await tried(code, 45, { cases: 20, set: { min_cases: 0 } });
    assert.deepEqual(few.hits, []);
    const alone = await tried(code, 45, { peers: PEERS.slice(0, 3) });
    assert.deepEqual(alone.hits, []);
    assert.ok(alone.not_run.some((one) => one.indicator === indicator && one.absent.length === 0));
    if (lacking === null) return;
    const without = await tried(code, 45, { absent: lacking });
    assert.deepEqual(without.hits, []);
    assert.ok(without.not_run.some((one) => one.indicator === indicator && one.absent.includes(lacking)));
  });
}
