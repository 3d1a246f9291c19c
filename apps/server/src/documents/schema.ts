/** Tables of documents: what was made of which deed, under which number, and how it reached the party. */
import type { ColumnType, JSONColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** The bureau that documents come from. */
export interface Bureau {
  readonly admdvs: string;
  readonly name: string;
  /** Before the word of a kind: 某医保 in 某医保罚告〔2026〕12号. */
  readonly abbreviation: string;
  readonly address: string;
  readonly telephone: string;
  /** Where one asks for reconsideration, and sues. */
  readonly reconsideration: string;
  readonly court: string;
  /** 基金财政专户, and where fines are paid. */
  readonly refund_account: string;
  readonly fine_account: string;
}

/** What documents say of a bureau; the last of a region counts. */
interface BureauTable {
  admdvs: Fixed<string>;
  seq: Fixed<number>;
  content: JSONColumnType<Omit<Bureau, 'admdvs'>, string, never>;
  set_by: Fixed<string>;
  set_at: Fixed<Date>;
}

/** 文号: one after the other in a bureau, a word and a year; given once, to a kind of document of a deed. */
interface DocumentNumberTable {
  admdvs: Fixed<string>;
  word: Fixed<string>;
  year: Fixed<number>;
  serial: Fixed<number>;
  matter_id: Fixed<string>;
  kind: Fixed<string>;
  deed_seq: Fixed<number>;
}

/** A document as it was made. A later revision of the same kind and deed supersedes it; it stays. */
export interface DocumentTable {
  /** Of its PDF among the stored files, too. */
  document_id: Fixed<string>;
  matter_id: Fixed<string>;
  kind: Fixed<string>;
  deed_seq: Fixed<number>;
  revision: Fixed<number>;
  number: Fixed<string | null>;
  template: Fixed<string>;
  title: Fixed<string>;
  /** What it says, sealed: it may name persons. */
  content: Fixed<string>;
  content_digest: Fixed<string>;
  pages: Fixed<number>;
  made_by: Fixed<string>;
  made_at: Fixed<Date>;
}

interface DocumentDeliveryTable {
  document_id: Fixed<string>;
  way: Fixed<string>;
  day: Fixed<string>;
  /** Who took it, sealed. */
  receiver: Fixed<string>;
  delivered_by: Fixed<string>;
  delivered_at: Fixed<Date>;
}

/** An institution's own word that it has a document. */
interface DocumentReceiptTable {
  document_id: Fixed<string>;
  received_by: Fixed<string>;
  received_at: Fixed<Date>;
}

/** An officer who took part in a deed confirms it under a sign-in of the officer's own. */
interface CoSignatureTable {
  matter_id: Fixed<string>;
  deed_seq: Fixed<number>;
  signer: Fixed<string>;
  signed_at: Fixed<Date>;
}

export interface DocumentSchema {
  bureau: BureauTable;
  document_number: DocumentNumberTable;
  document: DocumentTable;
  document_delivery: DocumentDeliveryTable;
  document_receipt: DocumentReceiptTable;
  co_signature: CoSignatureTable;
}
