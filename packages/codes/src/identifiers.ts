import { BIRTH_DATES, isWithin } from './calendar.ts';
import { parseCivilDate } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';

/** What the code of a designated institution tells. */
export interface InstitutionCode {
  readonly kind: 'medical' | 'pharmacy';
  /** 医保区划, six digits. */
  readonly admdvs: string;
  readonly serial: string;
}

const INSTITUTION = /^([HP])(\d{6})(\d{5})$/;

/** Reads a `fixmedins_code`: kind letter, six digits of region, five of serial. */
export function readInstitutionCode(code: string): InstitutionCode | undefined {
  const [, letter, admdvs, serial] = INSTITUTION.exec(code) ?? [];
  if (admdvs === undefined || serial === undefined) return undefined;
  return { kind: letter === 'H' ? 'medical' : 'pharmacy', admdvs, serial };
}

/** What the code of a person who works at an institution tells. */
export interface StaffCode {
  readonly kind: 'doctor' | 'nurse' | 'pharmacist' | 'technician';
  readonly admdvs: string;
  readonly serial: string;
}

const STAFF = /^(D|N|HY|HJ)(\d{6})(\d{6})$/;
const STAFF_KINDS: Readonly<Record<string, StaffCode['kind']>> = {
  D: 'doctor',
  N: 'nurse',
  HY: 'pharmacist',
  HJ: 'technician',
};

/** Reads a `dr_code` and its kin: letters, six digits of region, six of serial. */
export function readStaffCode(code: string): StaffCode | undefined {
  const [, letters = '', admdvs, serial] = STAFF.exec(code) ?? [];
  const kind = STAFF_KINDS[letters];
  if (kind === undefined || admdvs === undefined || serial === undefined) return undefined;
  return { kind, admdvs, serial };
}

const ID_CARD_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const ID_CARD_CHECKS = '10X98765432';

/** Check character of a citizen number's first 17 digits (GB 11643, ISO 7064 MOD 11-2); undefined for other text. */
export function idCardCheck(first17: string): string | undefined {
  if (!/^\d{17}$/.test(first17)) return undefined;
  const sum = ID_CARD_WEIGHTS.reduce((total, weight, at) => total + weight * Number(first17[at]), 0);
  return ID_CARD_CHECKS[sum % 11];
}

/** What a citizen number tells about its bearer. */
export interface IdCard {
  /** Region where it was issued. */
  readonly admdvs: string;
  readonly brdy: CivilDate;
  /** '1' male, '2' female. */
  readonly gend: '1' | '2';
}

/** Reads an 18-character citizen number (GB 11643) whose check character and birth date hold. */
export function readIdCard(text: string): IdCard | undefined {
  const number = text.toUpperCase();
  if (number.length !== 18 || idCardCheck(number.slice(0, 17)) !== number[17]) return undefined;
  const birth = parseCivilDate(number.slice(6, 14));
  if (!birth.ok || !isWithin(birth.value, BIRTH_DATES)) return undefined;
  const gend = Number(number[16]) % 2 === 1 ? '1' : '2';
  return { admdvs: number.slice(0, 6), brdy: birth.value, gend };
}

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Check character of a unified social credit code's first 17 characters (GB 32100); undefined for other text. */
export function creditCodeCheck(first17: string): string | undefined {
  if (first17.length !== 17) return undefined;
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = CREDIT_ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31];
}

/** Whether a text is a unified social credit code: shape, region digits and check character. */
export function isCreditCode(text: string): boolean {
  return /^[0-9A-Z]{2}\d{6}/.test(text) && text.length === 18 && creditCodeCheck(text.slice(0, 17)) === text[17];
}

/** Whether a text has the shape of the national drug trace barcode: twenty digits. */
export function isTraceCode(text: string): boolean {
  return /^\d{20}$/.test(text);
}
