/** A county with money to look at: two months of settlements, funds, a family with wallets, and e-vouchers that one telephone enrolled for most of them. */
import { randomUUID } from 'node:crypto';
import { PEOPLE } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import type { RegistryTables } from '../insured/insured.fixture.ts';
import { enrolAtWindow } from '../voucher/enrol.ts';
import { freezeByStaff } from '../wallet/freezes.ts';
import { accept, offer } from '../wallet/transfers.ts';
import { family, FATHER, TEN, WIFE } from '../wallet/wallet.fixture.ts';
import { approveClearing } from './approve.ts';
import { decideAccount, proposeAccount } from './banks.ts';
import { askingAs, deducted, settled } from './clearing.fixture.ts';
import { computeClearing } from './compute.ts';
import { setTerms } from './confirm.ts';
import { decideIncome, proposeIncome } from './funds.ts';
import { orderPayment } from './pay.ts';

const PLACES = {
  H42900000001: '测试县人民医院',
  H42900000002: '测试县中医院',
  H42900000011: '测试县妇幼保健院',
  H42900000012: '清泉镇中心卫生院',
  H42900000013: '东门村卫生室',
  H42900000014: '西坪村卫生室',
  P42900000011: '康民大药房东门店',
  P42900000012: '百草堂药店',
} as const;
const VILLAGE = 'H42900000013';

const INCOME = [
  ['310100', 'premium', 11_200_000_000],
  ['390100', 'premium', 2_300_000_000],
  ['390100', 'subsidy', 5_000_000_000],
  ['610100', 'subsidy', 200_000_000],
] as const;

/** By which the whole family was enrolled. */
const ONE_PHONE = 'device-of-the-village-head';

export async function moneyCounty(on: Platform): Promise<void> {
  await fundedMonths(on);
  await bankAccounts(on);
  const db = await family(on);
  const transfer_id = randomUUID();
  await offer(db, { psn_no: FATHER, at: TEN }, { transfer_id, receiver: WIFE, source: 'account', fen: 800_00 });
  await accept(db, { psn_no: WIFE, at: TEN }, transfer_id);
  const waiting = { transfer_id: randomUUID(), receiver: WIFE, source: 'account', fen: 1_200_00 } as const;
  await offer(db, { psn_no: FATHER, at: TEN }, waiting);
  const report = { freeze_id: randomUUID(), psn_no: WIFE, what: 'voucher', reason: '本人来电称手机丢失' } as const;
  await freezeByStaff(on.services, { caller: PEOPLE.first, at: TEN }, report);
  // The sixth is insured elsewhere.
  for (const nth of [0, 1, 2, 3, 4, 6]) await enrol(on, cardOf(nth), ONE_PHONE, '东门村', 0);
  await takeIn(on, villagers());
  for (const [nth, place] of HALLS.entries()) {
    await enrol(
      on,
      villagerCard(nth),
      nth < FAMILY_PHONE ? 'device-of-a-household' : `device-of-villager-${nth}`,
      place,
      nth,
    );
  }
}

const cardOf = (nth: number): string => `99000119${nth}001010018`;
const villagerCard = (nth: number): string => `99000119${nth + 10}02020018`;

/** Where villagers were enrolled, the first of them by the telephone of their household. */
const HALLS = ['西坪村', '西坪村', '西坪村', '政务服务大厅', '政务服务大厅', '清泉镇医保站'] as const;
const FAMILY_PHONE = 3;

function villagers(): RegistryTables {
  const rows = HALLS.map((_place, nth) => [`42900002${String(nth).padStart(2, '0')}`, nth] as const);
  return {
    psn_info_b: `psn_no,psn_cert_type,certno,psn_name,gend,naty,brdy,die_date,card_no,card_sn
${rows.map(([psn_no, nth]) => `${psn_no},01,${villagerCard(nth)},村民${nth},1,01,1970-02-02,,,`).join('\n')}
`,
    psn_insu_d: `psn_no,insutype,psn_type,psn_insu_stas,psn_insu_date,paus_insu_date,cvlserv_flag,insuplc_admdvs,emp_name,balc
${rows.map(([psn_no]) => `${psn_no},390,1501,1,2020-01-01,,0,429000,,`).join('\n')}
`,
  };
}

/** @param hours after ten of the day before */
async function enrol({ services }: Platform, certno: string, device: string, place: string, hours: number) {
  const at = new Date(TEN.getTime() - DAY_MS + hours * 3_600_000);
  const wanted = { psn_cert_type: '01', certno, voucher_id: randomUUID(), device, place, reissue: false };
  await enrolAtWindow(services, { caller: PEOPLE.first, at }, wanted);
}

const DAY_MS = 86_400_000;

/** Where institutions are paid to; of the largest nothing is known yet, of the pharmacy one waits. */
async function bankAccounts({ db, ring }: Platform): Promise<void> {
  for (const [nth, [fixmedins_code, holder]] of Object.entries(PLACES).entries()) {
    if (nth === 0) continue;
    const account_id = randomUUID();
    const account_no = `62282600000${nth}${String(nth * 1_357).padStart(4, '0')}`;
    const account = { account_id, fixmedins_code, begndate: '2026-01-01', bank: '测试农商银行', holder, account_no };
    await proposeAccount({ db, ring }, askingAs('cashier', '2026-01-05 11:00:00'), account);
    if (fixmedins_code === 'P42900000011') continue;
    await decideAccount(db, askingAs('head', '2026-01-05 15:00:00'), { account_id, confirm: true });
  }
}

/** January is paid, February can be computed. */
async function fundedMonths({ db }: Platform): Promise<void> {
  const places = Object.entries(PLACES).map(([fixmedins_code, fixmedins_name]) => ({
    fixmedins_code,
    fixmedins_name,
    admdvs: '429000',
  }));
  await db
    .insertInto('institution')
    .values(places)
    .onConflict((to) => to.doNothing())
    .execute();
  for (const [fund, source, fen] of INCOME) {
    const booking_id = randomUUID();
    const wanted = { booking_id, fund, source, fen, day: '2026-01-31', note: '征缴入库' };
    await proposeIncome(db, askingAs('cashier', '2026-02-01 09:00:00'), wanted);
    await decideIncome(db, askingAs('head', '2026-02-01 10:00:00'), { booking_id, post: true });
  }
  await setTerms(db, askingAs('cashier', '2026-01-05 10:00:00'), { fixmedins_code: VILLAGE, terms: 'village' });
  for (const [nth, { fixmedins_code }] of places.entries()) {
    const pharmacy = fixmedins_code.startsWith('P');
    const clr_type = pharmacy ? '41' : '11';
    const amount = 4_100_000_000 / (nth + 1) ** 2;
    for (const month of ['01', '02']) {
      const day = `2026-${month}-1${nth}`;
      const of = { fixmedins_code, setl_time: `${day} 10:00:00` };
      await settled(db, { ...of, clr_type, funds: { '310100': Math.round(amount / 7) * 2 } });
      if (pharmacy) continue;
      const [residents, aid] = [Math.round(amount / 5), Math.round(amount / 90)];
      await settled(db, { ...of, clr_type: '21', insutype: '390', funds: { '390100': residents, '610100': aid } });
    }
  }
  const january = '2026-01';
  const { pay_fen: seen_fen } = await computeClearing(db, askingAs('cashier', '2026-02-01 01:00:00'), january);
  await approveClearing(db, askingAs('head', '2026-02-20 10:00:00'), { month: january, seen_fen });
  const order = { month: january, seen_fen, order_id: randomUUID() };
  await orderPayment(db, askingAs('cashier', '2026-02-20 11:00:00'), order);
  await deducted(db, 'H42900000001', 1_260_000, '2026-02-20');
  await deducted(db, 'H42900000012', 38_500, '2026-02-24');
}
