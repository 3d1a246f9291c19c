import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;
type Instant = ColumnType<Date, Date | string, Date | string>;

interface NoticeTable {
  notice_id: Generated<string>;
  person: Fixed<string>;
  template: Fixed<string>;
  params: JSONColumnType<Record<string, string | number>, string, never>;
  told_at: Fixed<Date>;
  /** Says the same thing to the same person once. */
  said_key: Fixed<string | null>;
  read_at: Instant | null;
}

export type Channel = 'sms' | 'mail';

/** How a person wants to be reached beside the console. */
interface ContactTable {
  person: string;
  channel: Channel;
  /** Number or address, sealed. */
  sealed: string;
  /** The same, masked. */
  shown: string;
  /** Blind index of a telephone. */
  found_by: string | null;
  /** Whether notices go there: a telephone is known without its person wanting messages. */
  wanted: Generated<boolean>;
}

/** A notice on its way by one channel. */
interface MessageTable {
  notice_id: string;
  channel: Channel;
  state: 'waiting' | 'sent' | 'given-up';
  attempts: number;
  next_at: Instant;
  sent_at: Instant | null;
}

export interface OutboxSchema {
  notice: NoticeTable;
  contact: ContactTable;
  message: MessageTable;
}
