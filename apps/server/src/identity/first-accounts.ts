/** Accounts of a platform that has none yet: an administrator and a head, or a sample of every duty. */
import { transaction } from '@shouhu/database';
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { giveFirstPassword } from '../accounts/resets.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { Identity } from './identity.ts';
import { isDuty } from './people.ts';
import { firstPasswordEnd, randomPassword } from './password.ts';

/** An account as it was made: its password is known nowhere else. */
export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly duty: string;
}

interface Sample {
  readonly username: string;
  readonly name?: string;
  readonly duty: Duty;
  readonly fixmedins_code: string | null;
}

/** Who makes all other accounts, and who confirms their duties. */
const FIRST: readonly Sample[] = [
  { username: 'administrator', duty: 'administrator', fixmedins_code: null },
  { username: 'head', duty: 'head', fixmedins_code: null },
];

/** Invented persons, so that lists, notices and deeds of samples read as they will. */
const NAMES: Readonly<Record<Duty, string>> = {
  inspector: '王建国',
  auditor: '陈敏',
  'first-reviewer': '刘洋',
  'second-reviewer': '周静',
  'legal-reviewer': '赵清',
  head: '张立新',
  administrator: '吴昊',
  institution: '何芳',
  observer: '孙丽华',
};

/** @returns the accounts made; of a platform that has some, the first two as far as nobody came while their passwords held */
export async function firstAccounts(
  db: Kysely<Schema>,
  identity: Identity,
  asking: Asking,
  samples: boolean,
): Promise<NewAccount[]> {
  const anybody = await db.selectFrom('user_account').select('id').limit(1).executeTakeFirst();
  if (anybody !== undefined) return anew(db, asking);
  const accounts: NewAccount[] = [];
  for (const { username, name, duty, fixmedins_code } of samples ? await samplesOf(db) : FIRST) {
    const password = randomPassword();
    const regions = fixmedins_code === null ? asking.caller.regions : [];
    await identity.createUser(asking, {
      username,
      name: name ?? DUTIES[duty],
      password,
      // Samples are for looking around; who starts a real platform chooses passwords.
      must_change: !samples,
      duties: [duty],
      regions,
      fixmedins_code,
    });
    accounts.push({ username, password, duty: DUTIES[duty] });
  }
  return accounts;
}

/** New first passwords for those of the first two that nobody has ever got in to: nobody else could give them one. */
async function anew(db: Kysely<Schema>, { caller, at }: Asking): Promise<NewAccount[]> {
  const waiting = await db
    .selectFrom('user_account')
    .innerJoin('user_credential', 'user_credential.user_id', 'user_account.id')
    .select(['user_account.id', 'username', 'user_credential.updated_at'])
    .where(
      'username',
      'in',
      FIRST.map(({ username }) => username),
    )
    .where('must_change', '=', true)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('log_entry')
            .select('seq')
            .where('action', '=', 'password.changed')
            .where(sql<boolean>`actor = user_account.id::text`),
        ),
      ),
    )
    .orderBy('username')
    .execute();
  const accounts: NewAccount[] = [];
  for (const { id, username, updated_at } of waiting) {
    if (firstPasswordEnd(updated_at) > at) continue;
    const password = await transaction(db, 'read committed', async (trx) => {
      const given = await giveFirstPassword(trx, at, id);
      await note(trx, caller, at, { action: 'account.password.reset', subject: `user:${id}`, region: '' });
      return given;
    });
    const duty = FIRST.find((one) => one.username === username)?.duty ?? 'administrator';
    accounts.push({ username, password, duty: DUTIES[duty] });
  }
  return accounts;
}

/** One person for each duty, a second officer, and the insurance office of the institution with the first lead. */
async function samplesOf(db: Kysely<Schema>): Promise<Sample[]> {
  const duties = Object.keys(DUTIES).filter(isDuty);
  const place = await db
    .selectFrom('lead')
    .innerJoin('lead_place', 'lead_place.lead_id', 'lead.lead_id')
    .select('lead_place.fixmedins_code')
    .orderBy('lead.rank')
    .orderBy('lead_place.fixmedins_code')
    .limit(1)
    .executeTakeFirst();
  const staff = duties.filter((duty) => duty !== 'institution');
  const [code] = place === undefined ? [] : [place.fixmedins_code];
  return [
    ...staff.map((duty) => ({ username: duty, name: NAMES[duty], duty, fixmedins_code: null })),
    { username: 'inspector2', name: '李梅', duty: 'inspector', fixmedins_code: null },
    ...(code === undefined
      ? []
      : [{ username: 'institution', name: NAMES.institution, duty: 'institution' as const, fixmedins_code: code }]),
  ];
}
