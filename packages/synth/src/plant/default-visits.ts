/** Cases of classes 49 to 53: split stays, too many visits, stays that consist of tests. */
import { civilDay, monthStart } from '@shouhu/codes';
import type { Coded, FeeLine, Item, Visit } from '../model.ts';
import { GASTRITIS, PNEUMONIA, atClinic, breaks, inWard, spares } from './default-kit.ts';
import type { Cases } from './default-kit.ts';
import type { Field, Scenario } from './field.ts';
import { fork } from '../random.ts';
import { inscpOf, portion } from './plot.ts';
import { only } from './scene.ts';
import type { Need, Show, Shown } from './scene.ts';

const APPENDICITIS: Coded = { code: 'K35.900', name: '急性阑尾炎' };
const CHEMOTHERAPY: Coded = { code: 'Z51.100', name: '肿瘤化学治疗' };
const KIDNEY: Coded = { code: 'N18.900', name: '慢性肾脏病' };
/** Of four different categories, none treated in courses. */
const DISEASES: readonly Coded[] = [
  PNEUMONIA,
  APPENDICITIS,
  { code: 'E11.900', name: '2型糖尿病' },
  { code: 'I10.x00x002', name: '高血压' },
];

/** A second stay so many days after the discharge from the first, which lasts two nights. */
function readmitted(gap: number, as: { diagnosis?: Coded; med_type?: string; elsewhere?: true } = {}): Show {
  return (field, scenario) => {
    const { plot, profile, day, visit } = scenario;
    plot.quiet = true;
    field.use(scenario, field.parts.own.bed, { day });
    const others = field.parts.places.all.filter(
      (place) => place !== visit.institution && place.rank >= 2 && place.bed_cnt > 0,
    );
    const second = field.visit(
      plot,
      {
        ...profile,
        diagnoses: as.diagnosis === undefined ? profile.diagnoses : [as.diagnosis],
        med_type: as.med_type ?? profile.med_type,
        institution: as.elsewhere === true ? only(others) : profile.institution,
      },
      day + 2 + gap,
    );
    return {
      lines: [field.use({ ...scenario, visit: second }, field.parts.own.bed, { day: second.begin })],
      visit: second,
    };
  };
}

const pneumonia = inWard({ diagnoses: [PNEUMONIA] });

/** A number below `room` that is the case's own: people who happen to do the same do not do it at the same hour. */
const ownNumber = ({ plot }: Scenario, nth: number, room: number): number =>
  (fork(plot.person.index, nth) >>> 0) % room;

/** When each of several visits happens, from the days of the county's period and the case's own. */
type Schedule = (scenario: Scenario, field: Field) => readonly number[] | undefined;

const onOneDay =
  (count: number): Schedule =>
  ({ day }) =>
    Array.from({ length: count }, () => day);

/** So many a day from the second day of the case's month on. */
const inOneMonth =
  (count: number, aDay: number): Schedule =>
  (scenario, { parts: { period } }) => {
    const spare = 27 - Math.ceil(count / aDay);
    const first = monthStart(civilDay(scenario.day)) + 1 + ownNumber(scenario, 0, spare);
    return first < period.firstDay || first + Math.ceil(count / aDay) > period.lastDay
      ? undefined
      : Array.from({ length: count }, (_, at) => first + Math.floor(at / aDay));
  };

/** Evenly over a whole calendar year, which is the county's period. */
const inOneYear =
  (count: number): Schedule =>
  (scenario, { parts: { period } }) => {
    const days = period.lastDay - period.firstDay + 1;
    const first = period.firstDay + ownNumber(scenario, 0, 6);
    return days < 360
      ? undefined
      : Array.from({ length: count }, (_, at) => first + Math.floor((at * (days - 6)) / count));
  };

/** Visits of one line each; what is above `most` is charged in proportion. */
function often(
  schedule: Schedule,
  most: number,
  last: { med_type?: string } = {},
  item?: (field: Field) => Item,
): Show {
  return (field, scenario): Shown | undefined => {
    const { plot, profile } = scenario;
    const days = schedule(scenario, field);
    if (days === undefined) return undefined;
    plot.quiet = true;
    plot.visits.pop();
    const visits = days.map((day, at): Visit => {
      const med_type = at === days.length - 1 ? (last.med_type ?? profile.med_type) : profile.med_type;
      return field.visit(
        plot,
        { ...profile, med_type },
        day,
        2,
        28_800 + ((at + ownNumber(scenario, 1, 40)) % 40) * 900 + ownNumber(scenario, 2 + at, 900),
      );
    });
    const lines = visits.map((visit): FeeLine =>
      field.use({ ...scenario, visit }, item?.(field) ?? field.parts.own.consultation, { day: visit.begin }),
    );
    const total = lines.length;
    return {
      lines,
      visit: only(visits),
      expected: total > most ? portion(inscpOf(lines), total - most, total) : 0,
    };
  };
}

const drugFor = ({ parts }: Field): Item => only(parts.own.western.filter(({ selfpay_prop }) => selfpay_prop < 10_000));
const buying: Need = {
  ...atClinic(),
  wish: (field, _point, random) => ({ med_type: '41', institution: random.pick(field.parts.places.pharmacies) }),
};

/** Stays of two nights, some days or weeks apart, each for a disease of its own. */
function stays(count: number, diagnoses: readonly Coded[], far: 'month' | 'year'): Show {
  return (field, scenario): Shown | undefined => {
    const { plot, profile } = scenario;
    const { period } = field.parts;
    const { step, sway } = far === 'month' ? { step: 6, sway: 3 } : { step: 30, sway: 14 };
    const first = far === 'month' ? monthStart(civilDay(scenario.day)) + 1 : period.firstDay + 2;
    if (first < period.firstDay || first + step * count > period.lastDay) return undefined;
    plot.quiet = true;
    plot.visits.pop();
    const made = Array.from({ length: count }, (_, at) =>
      field.visit(
        plot,
        { ...profile, diagnoses: [diagnoses[at % diagnoses.length] ?? PNEUMONIA] },
        first + step * at + ownNumber(scenario, at, sway),
      ),
    );
    const lines = made.map((visit) => field.use({ ...scenario, visit }, field.parts.own.bed, { day: visit.begin }));
    const most = far === 'month' ? 3 : 10;
    return { lines, visit: only(made), expected: count > most ? portion(inscpOf(lines), count - most, count) : 0 };
  };
}

/** A stay whose only charges are so many tests and treatments; `nights` of its length. */
function tested(treatments: number, nights = 2, operation?: string): Show {
  return (field, scenario) => {
    const { plot, profile, day } = scenario;
    plot.visits.pop();
    const visit = field.visit(plot, profile, day, nights);
    const at = { ...scenario, visit };
    const tests = field.parts.own.tests.slice(0, 6).map((item) => field.use(at, item, { cnt: 30_000 }));
    const rest = field.parts.own.treatments.slice(0, treatments).map((item) => field.use(at, item, { cnt: 50_000 }));
    if (operation !== undefined) visit.operations.push({ code: operation, name: '示例手术', day });
    return { lines: [...tests, ...rest], visit };
  };
}

const gastritis = inWard({ diagnoses: [GASTRITIS] });

export const visitDefaultCases: ReadonlyMap<number, Cases> = new Map([
  [
    49,
    {
      violation: [breaks('nine-days', pneumonia, readmitted(9)), breaks('the-next-day', pneumonia, readmitted(1))],
      'look-alike': [
        spares('ten-days', pneumonia, readmitted(10)),
        spares('another-disease', pneumonia, readmitted(3, { diagnosis: APPENDICITIS })),
        spares('emergency', pneumonia, readmitted(3, { med_type: '24' })),
        spares('another-institution', pneumonia, readmitted(3, { elsewhere: true })),
        spares('chemotherapy', inWard({ diagnoses: [CHEMOTHERAPY] }), readmitted(3)),
      ],
    },
  ],
  [
    50,
    {
      violation: [
        breaks('six-in-a-day', atClinic(), often(onOneDay(6), 5)),
        breaks('thirty-one-in-a-month', atClinic(), often(inOneMonth(31, 2), 30)),
        breaks('two-hundred-and-one-in-a-year', atClinic(), often(inOneYear(201), 200)),
      ],
      'look-alike': [
        spares('five-in-a-day', atClinic(), often(onOneDay(5), 5)),
        spares('the-sixth-an-emergency', atClinic(), often(onOneDay(6), 6, { med_type: '13' })),
        spares('dialysis', atClinic({ diagnoses: [KIDNEY] }), often(inOneMonth(31, 2), 31)),
        spares('thirty-in-a-month', atClinic(), often(inOneMonth(30, 2), 30)),
      ],
    },
  ],
  [
    51,
    {
      violation: [
        breaks('four-in-a-day', buying, often(onOneDay(4), 3, {}, drugFor)),
        breaks('twenty-one-in-a-month', buying, often(inOneMonth(21, 1), 20, {}, drugFor)),
        breaks('one-hundred-and-twenty-one-in-a-year', buying, often(inOneYear(121), 120, {}, drugFor)),
      ],
      'look-alike': [
        spares('three-in-a-day', buying, often(onOneDay(3), 3, {}, drugFor)),
        spares('twenty-in-a-month', buying, often(inOneMonth(20, 1), 20, {}, drugFor)),
      ],
    },
  ],
  [
    52,
    {
      violation: [
        breaks('four-in-a-month', inWard(), stays(4, DISEASES, 'month')),
        breaks('eleven-in-a-year', inWard(), stays(11, [PNEUMONIA], 'year')),
      ],
      'look-alike': [
        spares('three-in-a-month', inWard(), stays(3, DISEASES, 'month')),
        spares('four-of-chemotherapy', inWard(), stays(4, [CHEMOTHERAPY], 'month')),
      ],
    },
  ],
  [
    53,
    {
      violation: [breaks('tests-only', gastritis, tested(0)), breaks('four-days', gastritis, tested(0, 3))],
      'look-alike': [
        spares('treated-too', gastritis, tested(30)),
        spares('five-days', gastritis, tested(0, 4)),
        spares('operated', gastritis, tested(0, 2, '45.1300')),
        spares('emergency', inWard({ diagnoses: [GASTRITIS], med_type: '24' }), tested(0)),
      ],
    },
  ],
]);
