/** E-vouchers for tests: enrolled at a window, shown by a device, presented at an institution. */
import { randomBytes, randomUUID } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { publicKeyOf, sign } from '@shouhu/vault';
import { PEOPLE } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { personBy } from '../insured/credential.ts';
import type { Presented } from '../insured/presented.ts';
import { enrolAtWindow } from './enrol.ts';
import type { AtWindow } from './enrol.ts';
import { faceText } from './face.ts';
import { displayToken } from './vouchers.ts';

export const HOSPITAL = 'H42900000001';
export const OTHER_HOSPITAL = 'H42900000002';
/** Of the registry of tests: the employee and the resident. */
export const OWNER = '4290000001';
export const OTHER = '4290000002';
export const CARD = { psn_cert_type: '01', certno: '990001198001010011' } as const;
export const OTHER_CARD = { psn_cert_type: '01', certno: '990001195002020028' } as const;
export const DEVICE = 'device-of-the-owner';

export const instantOf = (time: string): Date => new Date(`${time.replace(' ', 'T')}+08:00`);
export const TEN = instantOf('2026-03-02 10:00:00');

export const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

export async function enrolled(on: Platform, more: Partial<AtWindow> = {}): Promise<string> {
  const voucher_id = randomUUID();
  const usual = { ...CARD, voucher_id, device: DEVICE, place: '东门村', reissue: false };
  await enrolAtWindow(on.services, { caller: PEOPLE.first, at: TEN }, { ...usual, ...more });
  return voucher_id;
}

export const shownBy = async ({ services }: Platform, at: Date): Promise<string> =>
  (await displayToken(services, { psn_no: OWNER, at }, DEVICE)).token;

/** Presents a credential in a transaction of its own, and says whose it is. */
export async function present(
  { db, ring }: Platform,
  mdtrt_cert_no: string,
  at: Date,
  more: Partial<Presented> = {},
): Promise<string> {
  const presented = { mdtrt_cert_type: '01', mdtrt_cert_no, at, fixmedins_code: HOSPITAL, ...more };
  const { psn_no } = await transaction(db, 'read committed', async (trx) => personBy({ trx, ring }, presented));
  return psn_no;
}

/** What a terminal with this key says. */
export function statementOf(privateKey: string, terminal_id: string, psn_no: string, at: Date): string {
  const said = {
    terminal_id,
    psn_no,
    seconds: Math.floor(at.getTime() / 1_000),
    nonce: randomBytes(16).toString('hex'),
  };
  const signature = sign(privateKey, publicKeyOf(privateKey), faceText(said));
  return [terminal_id, psn_no, said.seconds, said.nonce, signature].join('.');
}
