import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { makePrivateKey, publicKeyOf } from '@shouhu/vault';
import { connect } from '../gateway/gateway.fixture.ts';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { registered, settling, charged, fenOf, line, refused, till } from '../settlement/settlement.fixture.ts';
import { freezeOwn, release } from '../wallet/freezes.ts';
import { addTerminal, revokeTerminal } from './terminals.ts';
import {
  after,
  DEVICE,
  enrolled,
  HOSPITAL,
  instantOf,
  OTHER_CARD,
  OTHER_HOSPITAL,
  OWNER,
  present,
  shownBy,
  statementOf,
  TEN,
} from './voucher.fixture.ts';
import { displayToken, revokeOwn } from './vouchers.ts';

async function withVoucher(t: { after(work: () => Promise<void>): void }): Promise<Platform> {
  const on = await platform(t);
  await takeIn(on);
  await enrolled(on);
  return on;
}

const refusal = async (work: Promise<unknown>, code: string): Promise<void> => assert.rejects(work, { code });

describe('the token of an e-voucher', () => {
  test('rotates each minute, works once, and says whose it is', async (t) => {
    const on = await withVoucher(t);
    const token = await shownBy(on, TEN);
    assert.doesNotMatch(token, new RegExp(OWNER));
    assert.equal(await shownBy(on, after(TEN, 59)), token);
    assert.notEqual(await shownBy(on, after(TEN, 60)), token);
    assert.equal(await present(on, token, after(TEN, 5)), OWNER);
    await refusal(present(on, token, after(TEN, 6)), 'SH-W022');
    await refusal(present(on, token, after(TEN, 6), { fixmedins_code: OTHER_HOSPITAL }), 'SH-W022');
    const seen = await displayToken(on.services, { psn_no: OWNER, at: after(TEN, 6) }, DEVICE);
    assert.deepEqual([seen.used, seen.until], [true, after(TEN, 60)]);
    await refusal(displayToken(on.services, { psn_no: OWNER, at: TEN }, 'another-device'), 'SH-W024');
  });

  test('is taken within its time and a little more: a screenshot is not', async (t) => {
    const on = await withVoucher(t);
    const cases = [
      [-16, 'SH-W021'],
      [-15, null],
      [74.999, null],
      [75, 'SH-W021'],
      [3_600, 'SH-W021'],
    ] as const;
    for (const [nth, [seconds, code]] of cases.entries()) {
      const minute = instantOf(`2026-03-02 11:${10 + nth}:00`);
      const work = present(on, await shownBy(on, minute), after(minute, seconds));
      if (code === null) assert.equal(await work, OWNER, String(seconds));
      else await refusal(work, code);
    }
    // A screenshot of a minute ago, never used, after a newer one was shown.
    const [kept, newer] = [
      await shownBy(on, instantOf('2026-03-02 13:00:00')),
      await shownBy(on, instantOf('2026-03-02 13:01:00')),
    ];
    assert.equal(await present(on, newer, instantOf('2026-03-02 13:01:01')), OWNER);
    await refusal(present(on, kept, instantOf('2026-03-02 13:01:02')), 'SH-W021');
  });

  test('two tills, one token, one moment: one of them', async (t) => {
    const on = await withVoucher(t);
    for (let minute = 0; minute < 5; minute += 1) {
      const at = after(TEN, minute * 60);
      const token = await shownBy(on, at);
      const tills = [HOSPITAL, OTHER_HOSPITAL, HOSPITAL, OTHER_HOSPITAL];
      const ends = await Promise.allSettled(
        tills.map(async (fixmedins_code) => present(on, token, at, { fixmedins_code })),
      );
      assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const end of ends) if (end.status === 'rejected') assert.equal(end.reason.code, 'SH-W022');
    }
  });

  test('that 1101 looked at serves one transaction more of that institution, soon after', async (t) => {
    const on = await withVoucher(t);
    const token = await shownBy(on, TEN);
    for (let twice = 0; twice < 2; twice += 1) assert.equal(await present(on, token, TEN, { looks: true }), OWNER);
    await refusal(present(on, token, after(TEN, 1), { fixmedins_code: OTHER_HOSPITAL }), 'SH-W022');
    assert.equal(await present(on, token, after(TEN, 300)), OWNER);
    await refusal(present(on, token, after(TEN, 300)), 'SH-W022');
    await refusal(present(on, token, after(TEN, 300), { looks: true }), 'SH-W022');
    const next = await shownBy(on, after(TEN, 600));
    await present(on, next, after(TEN, 600), { looks: true });
    await refusal(present(on, next, after(TEN, 600 + 301)), 'SH-W021');
  });

  test('is forged by nobody', async (t) => {
    const on = await withVoucher(t);
    const token = await shownBy(on, TEN);
    const later = await shownBy(on, after(TEN, 60));
    const forged = [
      token.slice(0, -4) + later.slice(-4),
      token.slice(0, 20) + later.slice(20),
      token.slice(0, -1),
      '',
      OWNER,
    ];
    for (const each of forged.filter((one) => one !== later))
      await refusal(present(on, each, after(TEN, 61)), 'SH-W020');
    // Neither the secret nor a token lies about.
    const row = await on.db.selectFrom('voucher').selectAll().executeTakeFirstOrThrow();
    assert.match(row.secret, /^v1\./);
    assert.doesNotMatch(JSON.stringify(row), new RegExp(`${DEVICE}|${token}`));
  });

  test('is not taken while it is frozen, or after it was revoked, even when it is on its way', async (t) => {
    const on = await withVoucher(t);
    const token = await shownBy(on, TEN);
    await present(on, token, TEN, { looks: true });
    const freeze_id = randomUUID();
    await freezeOwn(on.services, { psn_no: OWNER, at: TEN }, { freeze_id, what: 'voucher', reason: '手机丢失' });
    await refusal(present(on, token, after(TEN, 1)), 'SH-W023');
    await refusal(shownBy(on, TEN), 'SH-W023');
    for (const caller of [PEOPLE.cashier, PEOPLE.head])
      await release(on.services, { caller, at: TEN }, { freeze_id, reason: '已核实' });
    assert.equal(await present(on, token, after(TEN, 2)), OWNER);
    const next = after(TEN, 120);
    const flying = await shownBy(on, next);
    const [taken] = await Promise.allSettled([
      present(on, flying, next),
      revokeOwn(on.services, { psn_no: OWNER, at: next }),
    ]);
    if (taken.status === 'rejected') assert.equal(taken.reason.code, 'SH-W024');
    const late = after(TEN, 180);
    await refusal(present(on, flying, late), 'SH-W024');
    await refusal(shownBy(on, late), 'SH-W024');
    await revokeOwn(on.services, { psn_no: OWNER, at: late });
    // A new one on a new phone; what the old one showed stays dead.
    await enrolled(on, { device: 'the-new-phone' });
    await refusal(present(on, flying, next), 'SH-W024');
  });

  test('settles at the till, and the same token does not settle again', async (t) => {
    const place = await till(t);
    await enrolled(place.on);
    const visit = await registered(place, OWNER);
    const total = await charged(place, visit, [line('1')]);
    const show = async () => shownBy(place.on, instantOf(place.now()));
    await refused(place, 'SH-W020', '2207', settling(visit, total, { mdtrt_cert_type: '01', mdtrt_cert_no: 'SHC1x' }));
    await refused(place, 'SH-W020', '2207', settling(visit, total, { mdtrt_cert_type: '01' }));
    const token = await show();
    // A refused settlement uses nothing up.
    await refused(
      place,
      'SH-Q041',
      '2207',
      settling(visit, total + 1, { mdtrt_cert_type: '01', mdtrt_cert_no: token }),
    );
    const { setlinfo } = await place.send(
      '2207',
      settling(visit, total, { mdtrt_cert_type: '01', mdtrt_cert_no: token }),
    );
    assert.equal(fenOf(setlinfo, 'medfee_sumamt'), 10_000);
    const second = await registered(place, OWNER);
    await charged(place, second, [line('2')]);
    await refused(place, 'SH-W022', '2207', settling(second, total, { mdtrt_cert_type: '01', mdtrt_cert_no: token }));
    place.clock('2026-03-02 10:01:30');
    const fresh = { mdtrt_cert_type: '01', mdtrt_cert_no: await show() };
    await place.send('2207', settling(second, total, fresh));
  });

  test('over the door: wrong ones make an institution wait, and no log holds any', async (t) => {
    const lines: string[] = [];
    const on = await platform(t, { log: { write: (text) => void lines.push(text) } });
    await takeIn(on);
    await enrolled(on);
    const { ask } = await connect(on);
    const token = await shownBy(on, on.now());
    const by = async (mdtrt_cert_no: string) => {
      const { answer } = await ask('1101', { data: { mdtrt_cert_type: '01', mdtrt_cert_no } });
      return (answer.err_msg ?? '').slice(1, 8);
    };
    assert.equal(await by(token), '');
    for (let nth = 0; nth < 20; nth += 1) assert.equal(await by(`SHC1${nth}`), 'SH-W020');
    assert.equal(await by(token), 'SH-W025');
    assert.doesNotMatch(lines.join('\n'), new RegExp(token));
    for (const table of ['gateway_message', 'log_entry', 'voucher_use'] as const) {
      const rows = await on.db.selectFrom(table).selectAll().execute();
      assert.doesNotMatch(JSON.stringify(rows), new RegExp(token));
    }
  });
});

describe('a face', () => {
  test('is a credential where a terminal of the institution says so, once, now, of somebody with an e-voucher', async (t) => {
    const on = await withVoucher(t);
    const key = makePrivateKey();
    const terminal_id = randomUUID();
    const asking = { caller: PEOPLE.admin, at: TEN };
    const terminal = { terminal_id, public_key: publicKeyOf(key), note: '一楼自助机' };
    for (let twice = 0; twice < 2; twice += 1) await addTerminal(on.services, asking, HOSPITAL, terminal);
    await refusal(addTerminal(on.services, asking, HOSPITAL, { ...terminal, terminal_id: randomUUID() }), 'SH-W029');
    await refusal(addTerminal(on.services, asking, HOSPITAL, { ...terminal, public_key: 'x' }), 'SH-W029');
    const face = { mdtrt_cert_type: '04' };
    const said = statementOf(key, terminal_id, OWNER, TEN);
    await refusal(present(on, said, TEN, { ...face, fixmedins_code: OTHER_HOSPITAL }), 'SH-W020');
    await refusal(present(on, said.replace(OWNER, '4290000002'), TEN, face), 'SH-W020');
    await refusal(present(on, statementOf(makePrivateKey(), terminal_id, OWNER, TEN), TEN, face), 'SH-W020');
    await refusal(present(on, 'face', TEN, face), 'SH-W020');
    await refusal(present(on, said, after(TEN, 76), face), 'SH-W021');
    const two = await Promise.allSettled([present(on, said, TEN, face), present(on, said, TEN, face)]);
    assert.deepEqual(two.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    await refusal(present(on, statementOf(key, terminal_id, '4290000002', TEN), TEN, face), 'SH-W024');
    await enrolled(on, { ...OTHER_CARD, device: 'another-phone' });
    assert.equal(await present(on, statementOf(key, terminal_id, '4290000002', TEN), TEN, face), '4290000002');
    const gone = { terminal_id, reason: '停用' };
    for (let twice = 0; twice < 2; twice += 1) await revokeTerminal(on.services, asking, HOSPITAL, gone);
    await refusal(present(on, statementOf(key, terminal_id, OWNER, TEN), TEN, face), 'SH-W020');
  });
});
