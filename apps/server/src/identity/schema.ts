import type { ColumnType, Generated } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** A key of a person on a device of theirs; the other half never leaves it. */
interface UserPasskeyTable {
  passkey_id: Generated<string>;
  user_id: Fixed<string>;
  /** What the person calls the device. */
  name: Fixed<string>;
  credential_id: Fixed<string>;
  public_key: Fixed<string>;
  /** How often it signed, where the device counts: less than that is a copy. */
  counter: number;
  created_at: Fixed<Date>;
  used_at: ColumnType<Date | null, never, Date>;
}

/** The account of a person at the identity provider of the bureau: one each. */
interface UserLinkTable {
  user_id: Fixed<string>;
  issuer: Fixed<string>;
  /** What the provider calls the person, keyed: 64 hexadecimal digits. */
  subject: Fixed<string>;
  linked_at: Fixed<Date>;
  used_at: ColumnType<Date | null, null, Date>;
}

export interface IdentitySchema {
  user_link: UserLinkTable;
  user_passkey: UserPasskeyTable;
}
