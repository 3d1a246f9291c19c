/** Tables of the registry beside `institution`: what is known of one, its licences, its agreements, and its dossier. */
import type { ColumnType, JSONColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

export type InstitutionKind = 'hospital' | 'clinic' | 'pharmacy';
export type Ownership = 'public' | 'private';

/** What is registered of an institution; one that only a run named has none. */
interface InstitutionBasicsTable {
  fixmedins_code: Fixed<string>;
  kind: InstitutionKind;
  ownership: Ownership | null;
  hosp_lv: string | null;
  /** Unified social credit code. */
  uscc: string | null;
  addr: string | null;
  bed_cnt: number | null;
  doctor_cnt: number | null;
  nurse_cnt: number | null;
  pharmacist_cnt: number | null;
  /** Name of the principal head, sealed. */
  head: string | null;
  version: number;
}

/** A licence as it was shown; a later one of the same kind takes its place. */
interface LicenceTable {
  licence_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  kind: Fixed<string>;
  number: Fixed<string>;
  valid_from: Fixed<string>;
  valid_to: Fixed<string>;
  /** SM3 of the copy, where there is one. */
  copy_digest: Fixed<string | null>;
  recorded_at: Fixed<Date>;
}

interface AgreementTable {
  agreement_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  number: Fixed<string>;
  valid_from: Fixed<string>;
  valid_to: Fixed<string>;
  recorded_at: Fixed<Date>;
}

export type AgreementDeed = 'ask-renewal' | 'ask-exit' | 'approve-exit' | 'refuse';

interface AgreementActTable {
  request_id: Fixed<string>;
  agreement_id: Fixed<string>;
  seq: Fixed<number>;
  act: Fixed<AgreementDeed>;
  day: Fixed<string>;
  /** Day from which the institution is out, of a request to leave. */
  leave_day: Fixed<string | null>;
  reason: Fixed<string>;
  actor: Fixed<string>;
  recorded_at: Fixed<Date>;
}

/** One page of a dossier, chained to the one before by SM3. */
interface DossierEntryTable {
  fixmedins_code: Fixed<string>;
  seq: Fixed<number>;
  entry_id: Fixed<string>;
  at: Fixed<string>;
  actor: Fixed<string>;
  kind: Fixed<string>;
  /** What it is about: `matter:…`, `licence:…`, `agreement:…`. */
  subject: Fixed<string>;
  region: Fixed<string>;
  /** JSON as the very text that was chained. */
  detail: Fixed<string>;
  digest: Fixed<string>;
}

/** A file of institutions that was taken in, with what it did. */
interface InstitutionImportTable {
  import_id: Fixed<string>;
  digest: Fixed<string>;
  outcome: JSONColumnType<object, string, never>;
  recorded_by: Fixed<string>;
  recorded_at: Fixed<Date>;
}

export interface InstitutionSchema {
  institution_basics: InstitutionBasicsTable;
  licence: LicenceTable;
  agreement: AgreementTable;
  agreement_act: AgreementActTable;
  dossier_entry: DossierEntryTable;
  institution_import: InstitutionImportTable;
}
