/** 1101 人员基本信息获取. */
import { ageAt, formatCivilDate, formatYuan, fen, parseCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { coded, dayOfInstant, node, optional, text } from '@shouhu/interface';
import { open } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { z } from 'zod';
import { civilDayOf } from '../casework/matter.ts';
import type { Handling, InterfaceTransaction } from '../gateway/transaction.ts';
import { mayAsk } from '../gateway/standing.ts';
import { personBy, personByCertificate } from './credential.ts';
import { employerPlace, holdsOn, openPerson } from './read-insured.ts';
import type { Identity, Insurance, Insured } from './read-insured.ts';

const personInput = node({
  data: node({
    mdtrt_cert_type: optional(text(3)),
    mdtrt_cert_no: optional(text(4_000)),
    card_sn: optional(text(32)),
    begntime: optional(dayOfInstant),
    psn_cert_type: optional(coded('psn_cert_type')),
    certno: optional(text(50)),
    psn_name: optional(text(50)),
  }),
});

type PersonInput = z.output<typeof personInput>;

const personInfo: InterfaceTransaction<PersonInput> = {
  infno: '1101',
  name: '人员基本信息获取',
  input: personInput,
  handle: async (handling, { data }) => {
    const { ring, message, at } = handling;
    await mayAsk(handling);
    const person = await presentedPerson(handling, data);
    const names = openPerson(ring, person);
    for (const field of ['certno', 'psn_name'] as const) {
      const stated = data[field];
      if (stated !== null && stated.trim().toUpperCase() !== names[field].toUpperCase())
        throw shouhuError('SH-F006', { field: `input.data.${field}` });
    }
    const { psn_no, psn_cert_type, gend, naty, brdy } = person;
    const day = data.begntime ?? formatCivilDate(civilDayOf(at));
    const { insuplc_admdvs } = message;
    const places = person.insurances.map((one) => one.insuplc_admdvs);
    if (insuplc_admdvs !== null && !places.includes(insuplc_admdvs))
      throw shouhuError('SH-F007', { stated: insuplc_admdvs, registered: places.join(' ') });
    return {
      baseinfo: { psn_no, psn_cert_type, ...names, gend, naty, brdy, age: ageOf(brdy, at) },
      insuinfo: person.insurances.map((one) => insuranceInfo(ring, person, one)),
      idetinfo: person.identities.filter((one) => holdsOn(one, day)).map(identityInfo),
    };
  },
};

/** By the credential that was presented; by certificate where none was. */
async function presentedPerson({ trx, ring, message, at }: Handling, data: PersonInput['data']): Promise<Insured> {
  const { mdtrt_cert_type, mdtrt_cert_no, card_sn, psn_cert_type, certno } = data;
  const { fixmedins_code } = message;
  if (mdtrt_cert_type !== null && mdtrt_cert_no !== null)
    return personBy({ trx, ring }, { mdtrt_cert_type, mdtrt_cert_no, card_sn, at, fixmedins_code, looks: true });
  if (mdtrt_cert_type !== null) throw shouhuError('SH-T002', { field: 'input.data.mdtrt_cert_no' });
  if (psn_cert_type === null) throw shouhuError('SH-T002', { field: 'input.data.mdtrt_cert_type' });
  if (certno === null) throw shouhuError('SH-T002', { field: 'input.data.certno' });
  return personByCertificate({ trx, ring }, { psn_cert_type, certno, at });
}

/** Years, as the interface counts them. */
function ageOf(brdy: string | null, at: Date): number | null {
  const born = parseCivilDate(brdy ?? '');
  return born.ok ? (ageAt(born.value, civilDayOf(at), 'year') ?? null) : null;
}

function insuranceInfo(ring: KeyRing, { psn_no, acct_balance_fen }: Insured, insurance: Insurance) {
  const { insutype, emp_name, ...rest } = insurance;
  return {
    // The personal account belongs to employees' basic insurance.
    balc: Number(formatYuan(fen(insutype === '310' ? acct_balance_fen : 0))),
    insutype,
    ...rest,
    emp_name: emp_name === null ? null : open(ring, emp_name, employerPlace(psn_no, insutype)),
  };
}

function identityInfo({ psn_idet_type, psn_type_lv, memo, begndate, enddate }: Identity) {
  return {
    psn_idet_type,
    psn_type_lv,
    memo,
    begntime: `${begndate} 00:00:00`,
    endtime: enddate === null ? null : `${enddate} 23:59:59`,
  };
}

export const personTransactions: readonly InterfaceTransaction[] = [personInfo];
