/** A district's campaign of the past, for tests: invented institutions, and the figures that such a campaign was reported with. */
import { randomUUID } from 'node:crypto';
import type { Measure } from '@shouhu/procedure';
import type { Platform } from '../http/app.fixture.ts';
import type { ResultRow } from './schema.ts';

const DISTRICT = '429005';
const code = (kind: 'H' | 'P', number: number): string => `${kind}429005${String(number).padStart(5, '0')}`;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

export const DISTRICT_PLACES = [
  ...numbers(35).map((number) => ({ kind: 'H' as const, number, name: `测试区第${number}医院` })),
  ...numbers(14).map((number) => ({ kind: 'P' as const, number, name: `测试区第${number}药店` })),
].map(({ kind, number, name }) => ({
  fixmedins_code: code(kind, number),
  fixmedins_name: name,
  admdvs: DISTRICT,
}));

/** Fen recovered in all. */
const RECOVERED_FEN = 57_638_820;

/** Hospitals 1 to 28 were handled, each with a talk; pharmacies 1 to 13 with one measure each. */
function measuresOf(kind: 'H' | 'P', number: number): Measure[] {
  if (kind === 'P') return number > 13 ? [] : number > 8 ? ['refuse'] : ['rectify'];
  if (number > 28) return [];
  return [
    'talk',
    ...(number <= 25 ? (['rectify'] as const) : []),
    ...(number % 2 === 0 && number <= 24 ? (['criticism'] as const) : []),
    ...(number > 14 ? (['suspend'] as const) : []),
    ...(number === 28 ? (['terminate'] as const) : []),
  ];
}

/** Results of all 49 institutions. */
export function districtResults(): ResultRow[] {
  const rows = DISTRICT_PLACES.map(({ fixmedins_code }) => ({
    fixmedins_code,
    inspected_on: '2026-03-03',
    decided_on: '2026-03-16',
    measures: measuresOf(fixmedins_code.startsWith('H') ? 'H' : 'P', Number(fixmedins_code.slice(-5))),
    terms: {},
  }));
  const bearing = rows.filter(({ measures }) => measures.length > 0);
  let left = RECOVERED_FEN;
  return rows.map((row) => {
    const at = bearing.indexOf(row);
    const share = at === bearing.length - 1 ? left : 1_000_003 + at * 17_011;
    const recovered_fen = at < 0 ? 0 : share;
    left -= recovered_fen;
    return { ...row, findings: at < 0 ? '未发现问题' : '重复收费', recovered_fen };
  });
}

/** The institutions and an inspector with an account, who goes along. */
export async function addDistrict({ db, now }: Platform): Promise<string> {
  await db.insertInto('institution').values(DISTRICT_PLACES).execute();
  const id = randomUUID();
  const account = { id, name: '王建国', username: 'wang', email: 'wang', duties: ['inspector'], regions: [DISTRICT] };
  const times = { created_at: now(), updated_at: now(), disabled_at: null, fixmedins_code: null };
  await db
    .insertInto('user_account')
    .values({ ...account, ...times })
    .execute();
  return id;
}
