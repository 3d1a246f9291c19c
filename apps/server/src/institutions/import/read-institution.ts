/** One row of a file of institutions: read whole, or refused with its field and reason. */
import { formatCivilDate, isAdmdvs, isCreditCode, hospRank, parseCivilDate, readInstitutionCode } from '@shouhu/codes';
import type { Basics } from '../basics.ts';
import type { InstitutionKind, Ownership } from '../schema.ts';

/** Columns by their national or own name, with the headings that are understood. */
export const COLUMNS = {
  fixmedins_code: ['机构编码', '定点医药机构编号', '医保编码'],
  fixmedins_name: ['机构名称', '定点医药机构名称', '名称'],
  admdvs: ['医保区划', '区划'],
  kind: ['类别', '机构类别'],
  ownership: ['经营性质', '性质'],
  hosp_lv: ['医院等级', '等级'],
  uscc: ['统一社会信用代码'],
  addr: ['地址'],
  bed_cnt: ['床位数'],
  doctor_cnt: ['医师数'],
  nurse_cnt: ['护士数'],
  pharmacist_cnt: ['药师数'],
  head: ['负责人', '主要负责人'],
  licence_number: ['许可证编号', '执业许可证编号'],
  licence_from: ['许可证有效期起'],
  licence_to: ['许可证有效期止'],
  agreement_number: ['协议编号'],
  agreement_from: ['协议有效期起'],
  agreement_to: ['协议有效期止'],
} as const satisfies Record<string, readonly string[]>;
export type Column = keyof typeof COLUMNS;

export const REASONS = [
  'required',
  'formula',
  'too-long',
  'code',
  'region',
  'kind',
  'ownership',
  'level',
  'credit-code',
  'count',
  'date',
  'term',
  'twice',
  'reach',
  'agreement',
] as const;
type Reason = (typeof REASONS)[number];

export interface Reject {
  readonly line: number;
  readonly field: Column;
  readonly reason: Reason;
}

interface Term {
  readonly number: string;
  readonly valid_from: string;
  readonly valid_to: string;
}

export interface ReadInstitution {
  readonly line: number;
  readonly fixmedins_code: string;
  /** Absent: that of the code, or of who imports. */
  readonly admdvs: string | undefined;
  readonly basics: Basics;
  readonly licence: Term | null;
  readonly agreement: Term | null;
}

type Cells = Readonly<Partial<Record<Column, string>>>;

class Refused extends Error {
  readonly field: Column;
  readonly reason: Reason;

  constructor(field: Column, reason: Reason) {
    super(reason);
    this.field = field;
    this.reason = reason;
  }
}

const KINDS: Readonly<Record<string, InstitutionKind>> = {
  hospital: 'hospital',
  医院: 'hospital',
  clinic: 'clinic',
  诊所: 'clinic',
  卫生室: 'clinic',
  门诊部: 'clinic',
  pharmacy: 'pharmacy',
  药店: 'pharmacy',
  零售药店: 'pharmacy',
};
const OWNERSHIPS: Readonly<Record<string, Ownership>> = {
  public: 'public',
  公立: 'public',
  private: 'private',
  民营: 'private',
  非公立: 'private',
};

/** What a spreadsheet would execute. */
const FORMULA = /^[=+\-@\t\r]/;
const MOST = 300;

/** @param cells by column, blank ones left out */
export function readInstitutionRow(line: number, cells: Cells): ReadInstitution | Reject {
  try {
    for (const [column, text] of entriesOf(cells)) {
      if (FORMULA.test(text)) throw new Refused(column, 'formula');
      if (text.length > MOST) throw new Refused(column, 'too-long');
    }
    const { fixmedins_code, fixmedins_name } = cells;
    if (fixmedins_code === undefined) throw new Refused('fixmedins_code', 'required');
    const code = readInstitutionCode(fixmedins_code);
    if (code === undefined) throw new Refused('fixmedins_code', 'code');
    if (fixmedins_name === undefined) throw new Refused('fixmedins_name', 'required');
    const { admdvs } = cells;
    if (admdvs !== undefined && !isAdmdvs(admdvs)) throw new Refused('admdvs', 'region');
    const kind = cells.kind === undefined ? undefined : own(KINDS, cells.kind, 'kind', 'kind');
    if (kind !== undefined && (kind === 'pharmacy') !== (code.kind === 'pharmacy')) throw new Refused('kind', 'kind');
    const { hosp_lv, uscc, addr, head } = cells;
    if (hosp_lv !== undefined && hospRank(hosp_lv) === undefined) throw new Refused('hosp_lv', 'level');
    if (uscc !== undefined && !isCreditCode(uscc)) throw new Refused('uscc', 'credit-code');
    const ownership =
      cells.ownership === undefined ? undefined : own(OWNERSHIPS, cells.ownership, 'ownership', 'ownership');
    const basics: Basics = {
      fixmedins_name,
      kind,
      ownership,
      hosp_lv,
      uscc,
      addr,
      head,
      bed_cnt: countOf(cells, 'bed_cnt'),
      doctor_cnt: countOf(cells, 'doctor_cnt'),
      nurse_cnt: countOf(cells, 'nurse_cnt'),
      pharmacist_cnt: countOf(cells, 'pharmacist_cnt'),
    };
    const licence = termOf(cells, 'licence_number', 'licence_from', 'licence_to');
    const agreement = termOf(cells, 'agreement_number', 'agreement_from', 'agreement_to');
    return { line, fixmedins_code, admdvs, basics, licence, agreement };
  } catch (error) {
    if (error instanceof Refused) return { line, field: error.field, reason: error.reason };
    throw error;
  }
}

function own<Value>(of: Readonly<Record<string, Value>>, text: string, field: Column, reason: Reason): Value {
  const found = Object.hasOwn(of, text) ? of[text] : undefined;
  if (found === undefined) throw new Refused(field, reason);
  return found;
}

function countOf(cells: Cells, field: Column): number | undefined {
  const text = cells[field];
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw new Refused(field, 'count');
  return Number(text);
}

/** A number with both its days, or none of the three. */
function termOf(cells: Cells, number: Column, from: Column, to: Column): Term | null {
  const [given, begin, end] = [cells[number], cells[from], cells[to]];
  if (given === undefined && begin === undefined && end === undefined) return null;
  if (given === undefined) throw new Refused(number, 'required');
  const [valid_from, valid_to] = [dateOf(from, begin), dateOf(to, end)];
  if (valid_to < valid_from) throw new Refused(to, 'term');
  return { number: given, valid_from, valid_to };
}

function dateOf(field: Column, text: string | undefined): string {
  if (text === undefined) throw new Refused(field, 'required');
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new Refused(field, 'date');
  return formatCivilDate(parsed.value);
}

export function columnOf(heading: string): Column | undefined {
  const name = heading.trim();
  const found = entriesOfColumns().find(([column, headings]) => column === name || headings.includes(name));
  return found?.[0];
}

function entriesOf(cells: Cells): [Column, string][];
function entriesOf(cells: object): [string, string][] {
  return Object.entries(cells);
}

function entriesOfColumns(): [Column, readonly string[]][];
function entriesOfColumns(): [string, readonly string[]][] {
  return Object.entries(COLUMNS);
}
