/**
 * The county's designated institutions with their staff: 49 of them, 35 medical and 14 pharmacies, and more of the small ones
 * where more people live. All names are invented.
 */
import type { Department, Doctor, Institution } from '../model.ts';
import { departments } from '../catalogue/departments.ts';

/** Region of the county: the national code for counties directly under a province, which is no real county. */
export const ADMDVS = '429000';

const TITLES = ['主任医师', '副主任医师', '主治医师', '医师'] as const;

interface Kind {
  readonly count: (district: District) => number;
  /** Where more people live, there are more of them; else they are larger. */
  readonly grows?: true;
  readonly name: (at: number) => string;
  readonly hosp_lv: string;
  readonly rank: number;
  readonly medins_type: string;
  readonly beds: number;
  readonly depts: readonly Department[];
  /** Doctors in each department. */
  readonly doctors: number;
  /** Percent of the catalogue that it stocks. */
  readonly range: number;
  readonly internet?: boolean;
}

const { general, internal, neurology, surgery, women, children, eyes, throat, teeth, skin } = departments;
const { oncology, emergency, rehab, chinese, pharmacy } = departments;
const all = [
  general,
  internal,
  neurology,
  surgery,
  women,
  children,
  eyes,
  throat,
  teeth,
  skin,
  oncology,
  emergency,
  rehab,
  chinese,
];
/** People whom the ordinary staff and beds of the large hospitals serve; numbers of staff have three digits. */
const SERVED = 220_000;
const MOST_TIMES = 7;

/** How many of each kind a county has, as many as this at least, and how many people one more is there for. */
const DENSITY = {
  hospitals: { fewest: 3, people: 70_000 },
  towns: { fewest: 12, people: 18_000 },
  villages: { fewest: 17, people: 3_000 },
  pharmacies: { fewest: 14, people: 5_000 },
} as const;

export type District = Readonly<Record<keyof typeof DENSITY, number>>;

/** How many hospitals of the second grade, towns, villages with a clinic and pharmacies so many insured people have. */
export function districtOf(insured: number): District {
  const of = ({ fewest, people }: { fewest: number; people: number }): number =>
    Math.max(fewest, Math.round(insured / people));
  const { hospitals, towns, villages, pharmacies } = DENSITY;
  return { hospitals: of(hospitals), towns: of(towns), villages: of(villages), pharmacies: of(pharmacies) };
}

const KINDS: readonly Kind[] = [
  {
    count: () => 1,
    name: () => '测试县人民医院',
    hosp_lv: '02',
    rank: 3,
    medins_type: 'A100',
    beds: 900,
    depts: all,
    doctors: 9,
    range: 55,
  },
  {
    count: () => 1,
    name: () => '测试县中医医院',
    hosp_lv: '05',
    rank: 2,
    medins_type: 'A210',
    beds: 400,
    depts: all,
    doctors: 6,
    range: 35,
  },
  {
    count: ({ hospitals }) => hospitals,
    grows: true,
    name: (at) => `测试县第${at + 2}人民医院`,
    hosp_lv: '06',
    rank: 2,
    medins_type: 'A100',
    beds: 220,
    depts: all,
    doctors: 4,
    range: 32,
  },
  {
    count: ({ towns }) => towns,
    grows: true,
    name: (at) => `测试县第${at + 1}乡镇卫生院`,
    hosp_lv: '09',
    rank: 1,
    medins_type: 'C220',
    beds: 60,
    depts: [general, internal, surgery, children, emergency, rehab, chinese],
    doctors: 2,
    range: 15,
  },
  {
    count: ({ villages }) => villages,
    grows: true,
    name: (at) => `测试县第${at + 1}村卫生室`,
    hosp_lv: '11',
    rank: 0,
    medins_type: 'D600',
    beds: 0,
    depts: [general, chinese],
    doctors: 1,
    range: 6,
  },
  {
    count: () => 1,
    name: () => '测试县互联网医院',
    hosp_lv: '02',
    rank: 3,
    medins_type: 'A100',
    beds: 0,
    depts: [general, internal, skin, chinese],
    doctors: 3,
    range: 12,
    internet: true,
  },
];

/**
 * The institutions in a fixed order: hospitals by grade, clinics, the internet hospital, pharmacies. Where more people live
 * than a large hospital serves, its staff and beds are as many times more.
 */
export function makeInstitutions(served = 0): readonly Institution[] {
  const district = districtOf(served);
  const made: Institution[] = [];
  const more = Math.min(MOST_TIMES, Math.max(1, Math.ceil(served / SERVED)));
  for (const kind of KINDS) {
    const times = kind.grows === true ? 1 : more;
    for (let at = 0; at < kind.count(district); at += 1) {
      made.push(medical(made.length, at, { ...kind, beds: kind.beds * times, doctors: kind.doctors * times }));
    }
  }
  for (let at = 0; at < district.pharmacies; at += 1) made.push(drugstore(made.length, at));
  return made;
}

function medical(serial: number, at: number, kind: Kind): Institution {
  const doctors = kind.depts.flatMap((dept, place) =>
    Array.from({ length: kind.doctors }, (_, one) => doctor(serial, place * kind.doctors + one, dept)),
  );
  return {
    fixmedins_code: `H${ADMDVS}${`${serial + 1}`.padStart(5, '0')}`,
    name: kind.name(at),
    fixmedins_type: '1',
    hosp_lv: kind.hosp_lv,
    rank: kind.rank,
    medins_type: kind.medins_type,
    bed_cnt: kind.beds,
    internet: kind.internet ?? false,
    serial,
    range: kind.range,
    doctors,
    doctorsFor: doctorsByDepartment(doctors),
  };
}

function drugstore(serial: number, at: number): Institution {
  const doctors = [doctor(serial, 0, pharmacy)];
  return {
    fixmedins_code: `P${ADMDVS}${`${serial + 1}`.padStart(5, '0')}`,
    name: `测试县第${at + 1}大药房`,
    fixmedins_type: '2',
    hosp_lv: '11',
    rank: 0,
    medins_type: 'P100',
    bed_cnt: 0,
    internet: false,
    serial,
    range: 20,
    doctors,
    doctorsFor: doctorsByDepartment(doctors),
  };
}

function doctor(institution: number, serial: number, dept: Department): Doctor {
  const number = `${(institution + 1) * 1000 + serial}`.padStart(6, '0');
  const dr_code = `D${ADMDVS}${number}`;
  const written = Buffer.from(`${dept.code},${dept.name},${dr_code},${dept.code},`, 'utf8');
  return { dr_code, dept, profttl: TITLES[serial % TITLES.length] ?? '医师', written };
}

function doctorsByDepartment(doctors: readonly Doctor[]): ReadonlyMap<Department, readonly Doctor[]> {
  const of = (dept: Department): Doctor[] => doctors.filter((one) => one.dept === dept);
  return new Map(
    Object.values(departments).map((dept) => [
      dept,
      [of(dept), of(internal), doctors].find((found) => found.length > 0) ?? doctors,
    ]),
  );
}
