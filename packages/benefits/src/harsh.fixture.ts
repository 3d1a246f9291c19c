/** A made-up policy that uses everything a policy can say: for tests. */
import { readPolicy } from './policy/policy.ts';

const basis = 'unverified';
const text = (en: string): { zh: string; en: string } => ({ zh: en, en });
const limit = (group: string, of: 'fund' | 'scope', per: string, value: number, more: object = {}): object => ({
  group,
  name: text(group),
  of,
  per,
  amount: { value, basis },
  ...more,
});
const one = (value: number): object[] => [{ from: 0, share: { value, basis } }];

const inpatient = {
  id: 'stay',
  name: text('stay'),
  med_type: ['2'],
  fund_pay_type: '310100',
  deductible: {
    group: 'stay',
    per: 'stay',
    amount: [
      { value: 0, when: { stay_from: 3 }, basis },
      { value: 300, when: { stay_from: 2 }, basis },
      { value: 600, basis },
    ],
  },
  pays: {
    by: 'share',
    over: 'year',
    group: 'year',
    tiers: [
      {
        from: 0,
        share: [
          { value: 0.8333, when: { rank: [3] }, basis },
          { value: 0.9, basis },
        ],
      },
      { from: 10_000.01, share: { value: 0.9211, basis } },
      { from: 40_000, share: { value: 0.95, basis } },
    ],
  },
  limits: [
    limit('stay-day', 'fund', 'day', 50_000),
    limit('stay-year', 'scope', 'year', 400_000),
    limit('pool', 'fund', 'year', 60_000, { overflows: true }),
  ],
};

/** Its tiers begin anew with each stay. */
const emergency = {
  ...inpatient,
  id: 'emergency',
  name: text('emergency'),
  med_type: ['24'],
  pays: {
    by: 'share',
    over: 'claim',
    group: 'emergency',
    tiers: [...one(0.5), { from: 1000, share: { value: 0.9, basis } }],
  },
};

const outpatient = {
  id: 'visit',
  name: text('visit'),
  med_type: ['11'],
  fund_pay_type: '310100',
  deductible: { group: 'visit', per: 'claim', amount: { value: 12.5, basis } },
  pays: { by: 'share', over: 'claim', group: 'visit', tiers: one(0.5555) },
  limits: [
    limit('visit-day', 'fund', 'day', 80),
    limit('visit-month', 'scope', 'month', 900),
    limit('pool', 'fund', 'year', 60_000),
  ],
};

const chronic = {
  id: 'chronic',
  name: text('chronic'),
  med_type: ['14'],
  recognised_disease: true,
  fund_pay_type: '310100',
  pays: { by: 'share', over: 'claim', group: 'chronic', tiers: one(0.7) },
  limits: [limit('chronic', 'scope', 'quarter', 1500, { by_disease: true, overflows: true })],
};

const birth = {
  id: 'birth',
  name: text('birth'),
  med_type: ['52'],
  fund_pay_type: '510100',
  pays: { by: 'amount', amount: { value: 3000, basis } },
};

const supplements = [
  {
    id: 'above',
    name: text('above'),
    pays_as: 'hifob_pay',
    fund_pay_type: '330100',
    med_type: ['2', '11', '14'],
    of: 'above-limit',
    deductible: { value: 100, basis },
    tiers: one(0.8),
    limits: [limit('above', 'fund', 'year', 20_000)],
  },
  {
    id: 'above-too',
    name: text('above too'),
    pays_as: 'hifes_pay',
    fund_pay_type: '370100',
    med_type: ['14'],
    of: 'above-limit',
    deductible: { value: 0, basis },
    tiers: one(0.5),
  },
  {
    id: 'servants',
    name: text('servants'),
    pays_as: 'cvlserv_pay',
    fund_pay_type: '320100',
    med_type: ['2', '1'],
    when: { cvlserv_flag: ['1'] },
    of: 'burden',
    deductible: { value: 0, basis },
    tiers: one(0.3333),
  },
  {
    id: 'serious',
    name: text('serious'),
    pays_as: 'hifmi_pay',
    fund_pay_type: '390200',
    med_type: ['2', '14'],
    of: 'burden',
    deductible: [
      { value: 1000, when: { identity: ['A'] }, basis },
      { value: 2000, basis },
    ],
    tiers: [...one(0.6), { from: 5000, share: { value: 0.75, basis } }],
    limits: [limit('serious', 'fund', 'year', 30_000)],
  },
];

/** The policy as it would stand in a file. */
export const harshFile = {
  id: 'harsh',
  name: text('harsh'),
  admdvs: '9901',
  valid_from: '2020-01-01',
  valid_to: null,
  sources: {},
  identities: { A: { name: text('poor'), basis } },
  catalogue: {
    selfpay: [
      { value: 0.1234, when: { chrgitm_lv: ['02'] }, basis },
      { value: 0, basis },
    ],
    limited_without_word: { value: false, basis },
  },
  year_of_stay: { value: 'settled', basis },
  account: { pays_outside: { value: false, basis } },
  schemes: [
    {
      insutype: ['310'],
      name: text('employees'),
      benefits: [inpatient, emergency, outpatient, chronic, birth],
      supplements,
      out_of_area: {
        first: [
          { value: 0, when: { place: ['local', 'resident'] }, basis },
          { value: 0.1, basis },
        ],
        factor: [
          { value: 0.8765, when: { place: ['unfiled'] }, basis },
          { value: 1, basis },
        ],
      },
    },
    {
      insutype: ['390'],
      name: text('residents'),
      benefits: [inpatient, { ...outpatient, pays: { by: 'nothing', basis } }, chronic, birth],
      supplements: supplements.slice(3),
      out_of_area: { first: { value: 0, basis }, factor: { value: 1, basis } },
    },
  ],
};

export const harsh = readPolicy(harshFile);
