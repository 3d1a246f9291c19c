/** Tables of the door: messages with their answers, sessions of institutions, their keys, and what was turned away. */
import type { ColumnType, Generated } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** `done` and `refused`: answered so. `void`: reversed before it arrived; it never will be done. */
export type Outcome = 'done' | 'refused' | 'void';

/** One message that a known institution sent, by its msgid; with its answer, which a repeat gets again. */
interface GatewayMessageTable {
  msgid: Fixed<string>;
  seq: Generated<number>;
  fixmedins_code: Fixed<string>;
  infno: Fixed<string>;
  opter: Fixed<string>;
  received_at: Fixed<Date>;
  /** SM3 of the text that is signed: the same for a repeat, whose signature may differ. */
  digest: Fixed<string>;
  /** The key that it was signed with. */
  key_id: Fixed<string | null>;
  /** Its size; null where it never came. */
  bytes: Fixed<number | null>;
  /** Null only within the transaction that works on it. */
  outcome: Outcome | null;
  /** Error code of a refusal. */
  code: string | null;
  /** The bytes of the answer, sealed. */
  answer: string | null;
  latency_ms: number | null;
  /** When 2601 found it done and took it back, or found it taken back: a repeat is refused from then on. */
  reversed_at: ColumnType<Date | null, never, Date>;
  /** When its answer went, after the term for which it is kept. */
  pruned_at: ColumnType<Date | null, never, Date>;
}

/** What was refused before its sender was known for sure, in numbers: nothing of such a message is kept. */
interface GatewayRefusalTable {
  fixmedins_code: string;
  day: string;
  code: string;
  count: number;
  last_at: Date;
}

/** A sign-in (9001) of one operator. */
interface GatewaySessionTable {
  sign_no: Fixed<string>;
  fixmedins_code: Fixed<string>;
  opter: Fixed<string>;
  /** Of the terminal. */
  mac: Fixed<string | null>;
  ip: Fixed<string | null>;
  begun_at: Fixed<Date>;
  ended_at: Date | null;
}

/** A public key by which an institution signs; several may be valid while it changes them. */
interface InstitutionKeyTable {
  key_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  public_key: Fixed<string>;
  /** SM4 key of bodies, sealed, where encryption was agreed. */
  body_key: string | null;
  note: Fixed<string>;
  added_by: Fixed<string>;
  added_at: Fixed<Date>;
  revoked_by: string | null;
  revoked_at: Date | null;
}

export interface GatewaySchema {
  gateway_message: GatewayMessageTable;
  gateway_refusal: GatewayRefusalTable;
  gateway_session: GatewaySessionTable;
  institution_key: InstitutionKeyTable;
}
