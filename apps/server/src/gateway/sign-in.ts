/** 9001 签到 and 9002 签退 of an operator. */
import { randomUUID } from 'node:crypto';
import { shouhuError } from '@shouhu/errors';
import { instantText, node, optional, text } from '@shouhu/interface';
import type { InterfaceTransaction } from './transaction.ts';

/** A session that nobody ends is over after a day. */
export const SESSION_HOURS = 24;

const signInInput = node({
  signIn: node({ opter_no: text(30), mac: optional(text(20)), ip: optional(text(20)) }),
});

interface SignIn {
  readonly signIn: { readonly opter_no: string; readonly mac: string | null; readonly ip: string | null };
}

const signIn: InterfaceTransaction<SignIn> = {
  infno: '9001',
  name: '签到',
  input: signInInput,
  handle: async ({ trx, message, at }, { signIn: { opter_no: opter, mac, ip } }) => {
    const sign_no = randomUUID().replaceAll('-', '').slice(0, 30);
    const { fixmedins_code } = message;
    await trx
      .insertInto('gateway_session')
      .values({ sign_no, fixmedins_code, opter, mac, ip, begun_at: at, ended_at: null })
      .execute();
    return { signinoutb: { sign_time: instantText(at), sign_no } };
  },
};

const signOutInput = node({ signOut: node({ sign_no: text(30), opter_no: text(30) }) });

interface SignOut {
  readonly signOut: { readonly sign_no: string; readonly opter_no: string };
}

const signOut: InterfaceTransaction<SignOut> = {
  infno: '9002',
  name: '签退',
  input: signOutInput,
  handle: async ({ trx, message, at }, { signOut: { sign_no, opter_no } }) => {
    const ended = await trx
      .updateTable('gateway_session')
      .set({ ended_at: at })
      .where('sign_no', '=', sign_no)
      .where('fixmedins_code', '=', message.fixmedins_code)
      .where('opter', '=', opter_no)
      .where('ended_at', 'is', null)
      .returning('sign_no')
      .executeTakeFirst();
    if (ended === undefined) throw shouhuError('SH-T016', { sign_no });
    return { signoutoutb: { sign_time: instantText(at) } };
  },
};

export const signInTransactions: readonly InterfaceTransaction[] = [signIn, signOut];
