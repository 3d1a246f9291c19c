/** Cases of classes 36 to 41, 54, 55: refunds, codes, late uploads. */
import type { Coded } from '../model.ts';
import { atClinic, breaks, inWard, spares } from './default-kit.ts';
import type { Cases } from './default-kit.ts';
import type { Wish } from './profile.ts';
import { UNIT, only } from './scene.ts';
import type { Need, Show } from './scene.ts';

/** A visit that is found as a whole: its lines are not charged. */
const visitOnly =
  (operation?: string): Show =>
  (field, scenario) => {
    const { own } = field.parts;
    field.use(scenario, scenario.visit.med_type === '11' ? own.consultation : own.bed);
    if (operation !== undefined)
      scenario.visit.operations.push({ code: operation, name: '示例手术', day: scenario.day });
    return { lines: [], expected: null };
  };

const having = (...codes: readonly string[]): Wish => ({
  diagnoses: codes.map((code): Coded => ({ code, name: '示例诊断' })),
});

/** A negative row of an item that the visit never billed. */
const orphan: Show = (field, { plot, visit, day }) => {
  const item = only(field.parts.own.treatments);
  plot.charge(visit, { item: field.parts.own.consultation });
  const line = plot.ledger.line({ item, day, second: 36_600, cnt: -UNIT, doctor: visit.doctor });
  visit.bills[0]?.lines.push(line);
  return { lines: [line], expected: 0 };
};

const takenBack: Show = (field, { plot, visit }) => {
  const line = plot.charge(visit, { item: only(field.parts.own.treatments) });
  return { lines: [plot.refund(visit, line)] };
};

/** A line that reached the platform so many days after its day, or after the end of its stay. */
function uploaded(days: number): Show {
  return (field, scenario) => {
    const { visit, day } = scenario;
    const updated = (visit.end ?? day) + days;
    return { lines: [field.use(scenario, field.parts.own.consultation, { updated })] };
  };
}

const operationFee: Show = (field, scenario) => {
  field.use(scenario, only(field.parts.own.operations));
  return { lines: [], expected: null };
};

const operationDone: Show = (field, scenario, point, demands) => {
  scenario.visit.operations.push({ code: '86.3x02', name: '皮肤病损切除术', day: scenario.day });
  return operationFee(field, scenario, point, demands);
};

/** A person who turned so many years old on the very day of the visit. */
const aged = (years: number, code: string): Need => atClinic({ ...having(code), turned: years });

const man: Wish = { gend: '1' };
const woman: Wish = { gend: '2' };

export const recordDefaultCases: ReadonlyMap<number, Cases> = new Map([
  [
    36,
    {
      violation: [breaks('refund-of-nothing', atClinic(), orphan)],
      'look-alike': [spares('refund-of-a-line', atClinic(), takenBack)],
    },
  ],
  [
    37,
    {
      violation: [
        breaks('no-such-category', atClinic(having('A29.000')), visitOnly()),
        breaks('among-others', inWard(having('J18.900', 'K16.100')), visitOnly()),
      ],
      'look-alike': [
        spares('chinese-medicine', atClinic(having('A10.01')), visitOnly()),
        spares('special-code', atClinic(having('U07.100')), visitOnly()),
      ],
    },
  ],
  [
    38,
    {
      violation: [
        breaks('no-such-category', inWard(having('K35.900')), visitOnly('47.3x00')),
        breaks('fee-without-operation', inWard(having('K35.900')), operationFee),
      ],
      'look-alike': [
        spares('fee-with-operation', inWard(having('K35.900')), operationDone),
        spares('natural-birth', inWard({ ...woman, ...having('O80.900') }), operationFee),
      ],
    },
  ],
  [
    39,
    {
      violation: [
        breaks('prostate-of-a-woman', inWard({ ...woman, ...having('N39.000') }), visitOnly('60.2900')),
        breaks('amniocentesis-of-a-man', inWard({ ...man, ...having('N39.000') }), visitOnly('75.1x00')),
      ],
      'look-alike': [
        spares('prostate-of-a-man', inWard({ ...man, ...having('N39.000') }), visitOnly('60.2900')),
        spares('sex-unclear', inWard({ ...woman, ...having('Q56.000') }), visitOnly('60.2900')),
        spares('sex-unstated', inWard({ gend: '9', ...having('N39.000') }), visitOnly('60.2900')),
      ],
    },
  ],
  [
    40,
    {
      violation: [
        breaks('appendix-for-pneumonia', inWard(having('J18.900')), visitOnly('47.0100')),
        breaks('lens-for-backache', inWard(having('M54.500')), visitOnly('13.4100')),
      ],
      'look-alike': [
        spares('appendicitis', inWard(having('K35.900')), visitOnly('47.0100')),
        spares('only-the-second-fits', inWard(having('J18.900', 'K35.900')), visitOnly('47.0100')),
      ],
    },
  ],
  [
    41,
    {
      violation: [
        breaks('sixteen-days', atClinic(), uploaded(16)),
        breaks('sixteen-days-after-the-stay', inWard(), uploaded(16)),
      ],
      'look-alike': [
        spares('fifteen-days', atClinic(), uploaded(15)),
        spares('fifteen-days-after-the-stay', inWard(), uploaded(15)),
      ],
    },
  ],
  [
    54,
    {
      violation: [
        breaks('man', atClinic({ ...man, ...having('N76.000') }), visitOnly()),
        breaks('woman', atClinic({ ...woman, ...having('C61.900') }), visitOnly()),
      ],
      'look-alike': [
        spares('right-sex', atClinic({ ...man, ...having('C61.900') }), visitOnly()),
        spares('sex-unclear', atClinic({ ...woman, ...having('C62.900', 'Q97.900') }), visitOnly()),
        spares('sex-unstated', atClinic({ gend: '9', ...having('C61.900') }), visitOnly()),
      ],
    },
  ],
  [
    55,
    {
      violation: [
        breaks('newborn-of-thirty', aged(30, 'P36.900'), visitOnly()),
        breaks('on-the-birthday', aged(14, 'P36.900'), visitOnly()),
      ],
      'look-alike': [
        spares('before-the-birthday', aged(13, 'P36.900'), visitOnly()),
        spares('cataract-of-forty', aged(40, 'H25.900'), visitOnly()),
      ],
    },
  ],
]);
