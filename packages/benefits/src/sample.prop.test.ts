/** The shipped policy takes whatever a county sends; `calculate` asserts the identities each time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { claims, worker } from './given.fixture.ts';
import { recompute, samplePolicyOf } from './index.ts';
import type { Insured } from './index.ts';

const persons: fc.Arbitrary<Insured> = fc
  .record({
    scheme: fc.constantFrom(['310', '1101'], ['310', '1201'], ['390', '1501'], ['390', '1403']),
    cvlserv_flag: fc.constantFrom('0', '1'),
    identities: fc.constantFrom([], ['001'], ['002'], ['003'], ['004', '002']),
  })
  .map(({ scheme: [insutype = '', psn_type = ''], ...rest }) => ({ ...worker, insutype, psn_type, ...rest }));

const visit = fc.record({
  claim: claims,
  med_type: fc.constantFrom(
    '11',
    '12',
    '13',
    '14',
    '15',
    '16',
    '19',
    '21',
    '2101',
    '22',
    '23',
    '24',
    '25',
    '26',
    '27',
    '28',
    '41',
    '51',
    '52',
    '53',
    '9929',
  ),
  matn_type: fc.constantFrom(null, '1', '3'),
  admdvs: fc.constantFrom('429000', '420503', '110101'),
});

const LIMITS = {
  'employee-pool': 15_000_000,
  'resident-pool': 15_000_000,
  'large-amounts': 35_000_000,
  'serious-illness': 30_000_000,
  assistance: 5_000_000,
  'employee-outpatient': 260_000,
  'resident-outpatient': 40_000,
};

test('any year of any person of the county is settled, within every limit', () => {
  fc.assert(
    fc.property(persons, fc.array(visit, { minLength: 1, maxLength: 8 }), (insured, visits) => {
      const standing = visits.map(({ claim, ...more }, at) => ({
        setl_id: String(at),
        claim: { ...claim, ...more, insuplc_admdvs: '429000', mdtrt_id: `M${at}` },
        insured,
        stood: null,
      }));
      const settled = recompute(samplePolicyOf, standing);
      assert.ok(settled.every(({ calculation }) => calculation.policy === 'yichang-2024'));
      const fund = settled.at(-1)?.calculation.after.fund ?? {};
      for (const [group, most] of Object.entries(LIMITS)) assert.ok((fund[group] ?? 0) <= most, group);
    }),
    { numRuns: 500 },
  );
});
