import type { ColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** One record for each person (一人一档), found by a blind index of the code; nothing in clear. */
interface CreditPersonTable {
  person_id: Fixed<string>;
  kind: Fixed<'staff' | 'insured'>;
  code_index: Fixed<string>;
  code_sealed: string;
  code_masked: Fixed<string>;
  name_sealed: string;
  name_masked: Fixed<string>;
}

/** What a matter of the procedure `points` is about. */
interface PointsFindingTable {
  matter_id: Fixed<string>;
  person_id: Fixed<string>;
  nature: Fixed<string>;
  responsibility: Fixed<string>;
  points: Fixed<number>;
  found_on: Fixed<string>;
}

/** Whom a matter of the procedure `credit` would list: an institution by its code, or a person. */
interface CreditEntryTable {
  matter_id: Fixed<string>;
  subject: Fixed<'institution' | 'doctor' | 'insured'>;
  person_id: Fixed<string | null>;
  grounds: Fixed<string>;
  /** From the day of listing to its last day; both null until then. Revoked or restored, it ends the day before. */
  from_day: string | null;
  until_day: string | null;
}

export interface CreditSchema {
  credit_person: CreditPersonTable;
  points_finding: PointsFindingTable;
  credit_entry: CreditEntryTable;
}
