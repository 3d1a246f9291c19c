/** Cases of classes 9, 44 to 46, 64, 66, 69, 71, 73 to 76: quantities, antibiotics, drugs, herbs. */
import type { Doctor, FeeLine, Item } from '../model.ts';
import { PNEUMONIA, atClinic, breaks, inWard, made, spares } from './default-kit.ts';
import type { Cases } from './default-kit.ts';
import type { Field, Scenario } from './field.ts';
import { inscpOf, portion } from './plot.ts';
import { UNIT, only } from './scene.ts';
import type { Show, Shown } from './scene.ts';

const paid = (items: readonly Item[]): Item[] => items.filter(({ selfpay_prop }) => selfpay_prop < 10_000);
const MEROPENEM = made('XJ01DHM901B002010100001', '示例碳青霉烯');
const LEVOFLOXACIN = made('XJ01MAZ901A001010100001', '示例喹诺酮');
const METFORMIN = made('XA10BAE901A001010100001', '示例二甲双胍');
const OMEPRAZOLE = made('XA02BCA901E001010100001', '示例奥美拉唑');
const OMEPRAZOLE_40 = made('XA02BCA901E001020100001', '示例奥美拉唑大规格');
const ATORVASTATIN = made('XC10AAA901A001010100001', '示例阿托伐他汀');
const SIMVASTATIN = made('XC10AAX901A001010100001', '示例辛伐他汀');
const CLARITHROMYCIN = made('XJ01FAK901A001010100001', '示例克拉霉素');
const CONTRAST = made('XV08ABD901B002010100001', '示例造影剂');
const SALINE = made('XB05XAL901B002010100001', '示例氯化钠注射液');
const CT = made('002103000099000', '示例CT平扫', '03');
const LIQUORICE = made('T999000901', '甘草');
const KANSUI = made('T999000902', '醋甘遂');
const PORIA = made('T999000903', '茯苓');
/** Half the price of the other, so that the two of a pair can be told apart. */
const PANTOPRAZOLE = { ...made('XA02BCP901A001010100001', '示例泮托拉唑'), pric: 100_000 };

function supplied(days: number, item?: Item): Show {
  return (field, scenario) => {
    const drug = item ?? only(paid(field.parts.own.western));
    const line = field.use(scenario, drug, { prd_days: days * UNIT });
    return { lines: [line], expected: days > 84 ? portion(line.inscp, days - 84, days) : 0 };
  };
}

const antibioticOf = ({ parts }: Field): Item =>
  only(paid(parts.own.western).filter(({ code }) => code.startsWith('XJ01')));

/** An antibiotic on so many days of a stay with an operation; days beyond the third are charged. */
function prophylaxis(days: number, operation = '85.2100', more?: string): Show {
  return (field, scenario): Shown => {
    const { plot, profile, day } = scenario;
    plot.visits.pop();
    const visit = field.visit(plot, profile, day, days + 1);
    visit.operations.push({ code: operation, name: '示例手术', day });
    if (more !== undefined) visit.diagnoses.push({ code: more, name: '示例感染' });
    const item = antibioticOf(field);
    const lines = Array.from({ length: days }, (_, at) => field.use({ ...scenario, visit }, item, { day: day + at }));
    return { lines: days > 3 ? lines.slice(3) : lines, visit };
  };
}

const benign = inWard({ gend: '2', turned: 40, diagnoses: [{ code: 'D24.x00', name: '乳房良性肿瘤' }] });

function doctorWith(titles: readonly string[], { visit }: Scenario): Doctor | undefined {
  return visit.institution.doctors.find(({ profttl }) => titles.includes(profttl));
}

function prescribedBy(...titles: readonly string[]): Show {
  return (field, scenario) => {
    const doctor = doctorWith(titles, scenario);
    return doctor === undefined ? undefined : { lines: [field.use(scenario, MEROPENEM, { doctor })] };
  };
}

/** Items on one prescription, or each on one of its own. */
function together(field: Field, scenario: Scenario, items: readonly Item[], apart = false): FeeLine[] {
  const { plot } = scenario;
  const rxno = plot.ledger.prescription();
  return items.map((item) =>
    plot.charge(scenario.visit, { item, prd_days: 7 * UNIT, rxno: apart ? plot.ledger.prescription() : rxno }),
  );
}

/** So many kinds on one prescription, of which more than `most` are too many. */
function kinds(items: (field: Field) => readonly Item[], most: number, apart = false): Show {
  return (field, scenario) => {
    const lines = together(field, scenario, items(field), apart);
    const total = lines.length;
    return { lines, expected: total > most ? portion(inscpOf(lines), total - most, total) : 0 };
  };
}

const western =
  (count: number, ...more: readonly Item[]) =>
  ({ parts }: Field): Item[] => [...paid(parts.own.western).slice(0, count), ...more];
const herbs =
  (count: number) =>
  ({ parts }: Field): Item[] =>
    parts.own.herbs.slice(0, count);

/** A pair of which the second is charged. */
function pair(first: Item, second: Item, apart = false): Show {
  return (field, scenario) => ({ lines: together(field, scenario, [first, second], apart).slice(1) });
}

const used =
  (item: Item): Show =>
  (field, scenario) => ({ lines: [field.use(scenario, item)] });

/** A contrast agent, with imaging in a visit so many days before it. */
function imaged(days: number | null): Show {
  return (field, scenario) => {
    const { plot, profile, day } = scenario;
    if (days === 0) field.use(scenario, CT);
    else if (days !== null)
      field.use({ ...scenario, visit: field.visit(plot, profile, day - days) }, CT, { day: day - days });
    return { lines: [field.use(scenario, CONTRAST)] };
  };
}

const named = (code: string) => [{ code, name: '示例诊断' }];
const mother = (...codes: readonly string[]) => ({ gend: '2' as const, turned: 28, diagnoses: codes.flatMap(named) });

export const drugDefaultCases: ReadonlyMap<number, Cases> = new Map([
  [
    9,
    {
      violation: [breaks('one-day-more', atClinic(), supplied(85)), breaks('half-a-year', atClinic(), supplied(180))],
      'look-alike': [
        spares('twelve-weeks', atClinic(), supplied(84)),
        spares('in-a-ward', inWard(), supplied(90)),
        spares('herbs', atClinic(), supplied(90, PORIA)),
      ],
    },
  ],
  [
    44,
    {
      violation: [breaks('fourth-day', benign, prophylaxis(4)), breaks('a-week', benign, prophylaxis(7))],
      'look-alike': [
        spares('three-days', benign, prophylaxis(3)),
        spares('wound-infection', benign, prophylaxis(5, '85.2100', 'T81.400')),
        spares('no-clean-operation', benign, prophylaxis(5, '86.2200')),
      ],
    },
  ],
  [
    45,
    {
      violation: [
        breaks('junior', inWard({ diagnoses: [PNEUMONIA] }), prescribedBy('医师')),
        breaks('attending', inWard({ diagnoses: [PNEUMONIA] }), prescribedBy('主治医师')),
        breaks('chief-at-the-clinic', atClinic({ diagnoses: [PNEUMONIA] }), prescribedBy('主任医师')),
      ],
      'look-alike': [
        spares('deputy-chief', inWard({ diagnoses: [PNEUMONIA] }), prescribedBy('副主任医师')),
        spares('junior-in-an-emergency', inWard({ diagnoses: [PNEUMONIA], med_type: '24' }), prescribedBy('医师')),
      ],
    },
  ],
  [
    46,
    {
      violation: [
        breaks('six-kinds', atClinic(), kinds(western(6), 5)),
        breaks('eight-kinds', atClinic(), kinds(western(8), 5)),
      ],
      'look-alike': [
        spares('five-kinds', atClinic(), kinds(western(5), 5)),
        spares('the-sixth-a-solvent', atClinic(), kinds(western(5, SALINE), 6)),
        spares('two-prescriptions', atClinic(), kinds(western(6), 6, true)),
      ],
    },
  ],
  [
    64,
    {
      violation: [
        breaks('without-imaging', atClinic(), imaged(null)),
        breaks('seven-days-before', atClinic(), imaged(7)),
      ],
      'look-alike': [spares('same-visit', atClinic(), imaged(0)), spares('six-days-before', atClinic(), imaged(6))],
    },
  ],
  [
    66,
    {
      violation: [
        breaks('seventeen', atClinic({ turned: 17, diagnoses: [PNEUMONIA] }), used(LEVOFLOXACIN)),
        breaks('eight', atClinic({ turned: 8, diagnoses: [PNEUMONIA] }), used(LEVOFLOXACIN)),
      ],
      'look-alike': [
        spares('eighteen', atClinic({ turned: 18, diagnoses: [PNEUMONIA] }), used(LEVOFLOXACIN)),
        spares('tuberculosis', atClinic({ turned: 17, diagnoses: named('A16.200') }), used(LEVOFLOXACIN)),
      ],
    },
  ],
  [
    69,
    {
      violation: [breaks('two-substances', atClinic(), pair(OMEPRAZOLE, PANTOPRAZOLE))],
      'look-alike': [
        spares('one-substance', atClinic(), pair(OMEPRAZOLE, OMEPRAZOLE_40)),
        spares('two-prescriptions', atClinic(), pair(OMEPRAZOLE, PANTOPRAZOLE, true)),
        spares('in-a-ward', inWard(), pair(OMEPRAZOLE, PANTOPRAZOLE)),
      ],
    },
  ],
  [
    71,
    {
      violation: [breaks('dialysis', atClinic({ diagnoses: named('N18.500') }), used(METFORMIN))],
      'look-alike': [
        spares('third-stage', atClinic({ diagnoses: named('N18.300') }), used(METFORMIN)),
        spares('diabetes', atClinic({ diagnoses: named('E11.900') }), used(METFORMIN)),
      ],
    },
  ],
  [
    73,
    {
      violation: [breaks('supervised-pregnancy', atClinic(mother('Z34.900')), used(ATORVASTATIN))],
      'look-alike': [
        spares('delivered', atClinic(mother('O14.900', 'O80.900')), used(ATORVASTATIN)),
        spares('not-pregnant', atClinic(mother('E78.500')), used(ATORVASTATIN)),
      ],
    },
  ],
  [
    74,
    {
      violation: [breaks('forbidden-pair', atClinic(), pair(CLARITHROMYCIN, SIMVASTATIN))],
      'look-alike': [
        spares('allowed-pair', atClinic(), pair(CLARITHROMYCIN, ATORVASTATIN)),
        spares('two-prescriptions', atClinic(), pair(CLARITHROMYCIN, SIMVASTATIN, true)),
      ],
    },
  ],
  [
    75,
    {
      violation: [breaks('antagonists', atClinic(), pair(LIQUORICE, KANSUI))],
      'look-alike': [
        spares('friends', atClinic(), pair(LIQUORICE, PORIA)),
        spares('two-prescriptions', atClinic(), pair(LIQUORICE, KANSUI, true)),
      ],
    },
  ],
  [
    76,
    {
      violation: [breaks('twenty-one', atClinic(), kinds(herbs(21), 20))],
      'look-alike': [
        spares('twenty', atClinic(), kinds(herbs(20), 20)),
        spares('two-prescriptions', atClinic(), kinds(herbs(24), 24, true)),
      ],
    },
  ],
]);
