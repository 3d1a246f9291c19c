/** What the server answers about the paper file of a matter. */

export interface PaperDocument {
  readonly document_id: string;
  readonly kind: string;
  readonly title: string;
  readonly number: string | null;
  readonly seq: number;
  readonly on: string;
  readonly revision: number;
  readonly superseded: boolean;
  readonly pages: number;
  readonly page_from: number | null;
  readonly digest: string;
  readonly given: boolean;
  readonly delivered: { readonly way: string; readonly on: string } | null;
  readonly received_at: string | null;
}

export interface DocumentOffer {
  readonly kind: string;
  readonly seq: number;
  readonly on: string;
  readonly step: string;
  readonly before: string | null;
  readonly made: boolean;
  readonly unconfirmed: readonly string[];
  readonly fields: readonly { readonly name: string; readonly label: string }[];
}

export interface FileRow {
  readonly file_id: string;
  readonly title: string;
  readonly digest: string;
  readonly size: number;
  readonly type: string;
  readonly from_party: boolean;
  readonly stored_at: string;
}

export interface PaperFile {
  readonly matter_id: string;
  readonly title: string;
  readonly bureau: string;
  readonly party: string;
  readonly cause: string;
  readonly officers: string;
  readonly opened: string;
  readonly closed: string | null;
  readonly documents: readonly PaperDocument[];
  readonly evidence: readonly FileRow[];
  readonly offers: readonly DocumentOffer[];
  readonly names: Readonly<Record<string, string>>;
}

/** A document that was delivered to the caller's institution. */
export interface ReceivedDocument {
  readonly document_id: string;
  readonly title: string;
  readonly number: string | null;
  readonly way: string;
  readonly on: string;
  readonly received_at: string | null;
}
