/** Writes notices in the transaction that causes them: they exist exactly when what they speak of does. */
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { TemplateName, ValuesOf } from './templates.ts';

export interface Notice<Name extends TemplateName> {
  readonly to: Iterable<string>;
  readonly template: Name;
  readonly values: ValuesOf<Name>;
  readonly at: Date;
  /** Says the same thing once: a second notice of this key to the same person is not written. */
  readonly key?: string;
}

/** Tells people something, on their screens and by what else they want to be reached. */
export async function tell<Name extends TemplateName>(trx: Transaction<Schema>, notice: Notice<Name>): Promise<void> {
  const { template, values, at, key = null } = notice;
  const people = [...new Set(notice.to)];
  if (people.length === 0) return;
  const rows = people.map((person) => ({
    person,
    template,
    params: JSON.stringify(values),
    told_at: at,
    said_key: key,
  }));
  const written = await trx
    .insertInto('notice')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .returning('notice_id')
    .execute();
  if (written.length === 0) return;
  const ids = written.map(({ notice_id }) => notice_id);
  await trx
    .insertInto('message')
    .columns(['notice_id', 'channel', 'state', 'attempts', 'next_at'])
    .expression((e) =>
      e
        .selectFrom('notice')
        .innerJoin('contact', 'contact.person', 'notice.person')
        .select((row) => [
          'notice.notice_id',
          'contact.channel',
          row.val<'waiting'>('waiting').as('state'),
          row.lit(0).as('attempts'),
          'notice.told_at',
        ])
        .where('notice.notice_id', 'in', ids)
        .where('contact.wanted', '=', true),
    )
    .execute();
}
