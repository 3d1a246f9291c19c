/** The case as a paper file (令第4号 57: one case, one file): its documents in their order with page numbers, and the evidence. */
import { formatCivilDate } from '@shouhu/codes';
import { documentKind, documentNames } from '@shouhu/procedure';
import type { DocumentName } from '@shouhu/procedure';
import type { Kysely } from 'kysely';
import { civilDayOf, readMatter } from '../casework/matter.ts';
import type { Matter } from '../casework/matter.ts';
import { confirmersOf, signaturesOf } from '../casework/signatures.ts';
import type { CoSignature } from '../casework/signatures.ts';
import { listFiles } from '../files/stored-files.ts';
import type { FileRow } from '../files/stored-files.ts';
import { namesOf } from '../people/people.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { bureauOf } from './bureau.ts';
import { WRITINGS } from './kinds/kinds.ts';
import { FIELDS } from './kinds/written.ts';

interface DocumentRow {
  readonly document_id: string;
  readonly matter_id: string;
  readonly kind: string;
  readonly title: string;
  readonly number: string | null;
  readonly seq: number;
  /** Day of the deed. */
  readonly on: string;
  readonly revision: number;
  /** A newer revision has taken its place. */
  readonly superseded: boolean;
  readonly pages: number;
  /** Its first page within the file; null for what no longer counts. */
  readonly page_from: number | null;
  readonly digest: string;
  /** For the party. */
  readonly given: boolean;
  readonly made_by: string;
  readonly made_at: string;
  readonly delivered: { readonly way: string; readonly on: string } | null;
  readonly received_at: string | null;
}

/** A document that may be made of a deed. */
interface DocumentOffer {
  readonly kind: string;
  readonly name: string;
  readonly seq: number;
  readonly on: string;
  readonly step: string;
  /** The step that should not be taken before it is there. */
  readonly before: string | null;
  readonly made: boolean;
  /** Officers who have yet to confirm the deed. */
  readonly unconfirmed: readonly string[];
  readonly fields: readonly { readonly name: string; readonly label: string }[];
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
  readonly documents: readonly DocumentRow[];
  readonly evidence: readonly FileRow[];
  readonly offers: readonly DocumentOffer[];
  readonly signatures: readonly CoSignature[];
  readonly names: Readonly<Record<string, string>>;
}

/** An institution sees of it what was delivered to it, and what it brought. @throws ShouhuError SH-H002, SH-H003 out of reach */
export async function readPaperFile(db: Kysely<Schema>, caller: Caller, matter_id: string): Promise<PaperFile> {
  const matter = await readMatter(db, caller, matter_id, 'read');
  const { row, deeds, conducted } = matter;
  const isParty = caller.fixmedins_code !== null;
  const all = await documentsOf(db, matter);
  const documents = isParty ? all.filter(({ delivered }) => delivered !== null) : all;
  const made = new Set(all.map(({ document_id }) => document_id));
  const files = await listFiles(db, caller, `matter:${matter_id}`);
  const signatures = isParty ? [] : await signaturesOf(db, matter_id);
  const place = await db
    .selectFrom('institution')
    .select('fixmedins_name')
    .where('fixmedins_code', '=', row.fixmedins_code)
    .executeTakeFirstOrThrow();
  const filed = deeds.find(({ action }) => action === 'file');
  const officers = filed?.facts['officers'];
  const ids = Array.isArray(officers) ? officers : [];
  const names = await namesOf(db, [
    ...deeds.flatMap((deed) => [deed.by, ...deed.with]),
    ...ids,
    ...documents.map(({ made_by }) => made_by),
  ]);
  const ending = deeds.findLast(({ action }) => conducted.procedure.steps[action]?.to !== undefined);
  const isOver = !Object.values(conducted.procedure.steps).some(({ from }) => from.includes(row.state));
  return {
    matter_id,
    title: conducted.procedure.name,
    bureau: (await bureauOf(db, row.admdvs)).name,
    party: place.fixmedins_name,
    cause: String(filed?.facts['cause'] ?? '—'),
    officers: ids.map((id) => names[id] ?? id).join('、'),
    opened: formatCivilDate(deeds[0]?.on ?? civilDayOf(row.opened_at)),
    closed: isOver && ending !== undefined ? formatCivilDate(ending.on) : null,
    documents,
    evidence: files.filter(({ file_id }) => !made.has(file_id)),
    offers: isParty ? [] : offersOf(matter, all, signatures),
    signatures,
    names,
  };
}

/** In the order of their deeds; those of one deed in that of the kinds. What is superseded has no page. */
async function documentsOf(db: Kysely<Schema>, { row, deeds }: Matter): Promise<DocumentRow[]> {
  const rows = await db
    .selectFrom('document')
    .innerJoin('stored_file', 'stored_file.file_id', 'document.document_id')
    .leftJoin('document_delivery', 'document_delivery.document_id', 'document.document_id')
    .leftJoin('document_receipt', 'document_receipt.document_id', 'document.document_id')
    .selectAll('document')
    .select(['stored_file.digest', 'document_delivery.way', 'document_delivery.day', 'document_receipt.received_at'])
    .where('document.matter_id', '=', row.matter_id)
    .execute();
  const place = (kind: string): number => documentNames.findIndex((name) => name === kind);
  const sorted = rows.toSorted(
    (a, b) => a.deed_seq - b.deed_seq || place(a.kind) - place(b.kind) || a.revision - b.revision,
  );
  let page = 1;
  return sorted.map((each, at) => {
    const next = sorted[at + 1];
    const superseded = next?.kind === each.kind && next.deed_seq === each.deed_seq;
    const page_from = superseded ? null : page;
    if (!superseded) page += each.pages;
    const { document_id, matter_id, kind, title, number, revision, pages, digest, made_by, way, day } = each;
    const deed = deeds[each.deed_seq - 1];
    return {
      document_id,
      matter_id,
      kind,
      title,
      number,
      seq: each.deed_seq,
      on: deed === undefined ? '' : formatCivilDate(deed.on),
      revision,
      superseded,
      pages,
      page_from,
      digest,
      given: isGiven(kind),
      made_by,
      made_at: each.made_at.toISOString(),
      delivered: way === null || day === null ? null : { way, on: day },
      received_at: each.received_at?.toISOString() ?? null,
    };
  });
}

/** Whether a kind is for the party. */
export function isGiven(kind: string): boolean {
  const name = documentNames.find((each) => each === kind);
  return name !== undefined && documentKind(name).given === true;
}

function offersOf(
  { row, deeds, conducted }: Matter,
  made: readonly DocumentRow[],
  signatures: readonly CoSignature[],
): DocumentOffer[] {
  return deeds.flatMap((deed, at) => {
    const seq = at + 1;
    const step = conducted.procedure.steps[deed.action];
    const signed = new Set(signatures.filter((each) => each.seq === seq).map(({ signer }) => signer));
    const unconfirmed = confirmersOf(conducted.procedure, deed).filter((each) => !signed.has(each));
    return kindsOf(row.procedure, deed.action).map((kind) => ({
      kind,
      name: documentKind(kind).name,
      seq,
      on: formatCivilDate(deed.on),
      step: step?.name ?? deed.action,
      before: documentKind(kind).before?.map((action) => conducted.procedure.steps[action]?.name ?? action)[0] ?? null,
      made: made.some((each) => each.kind === kind && each.seq === seq),
      unconfirmed,
      fields: (WRITINGS[kind].fields ?? []).map((name) => ({ name, label: FIELDS[name] })),
    }));
  });
}

const kindsOf = (procedure: string, action: string): DocumentName[] =>
  documentNames.filter((name) => {
    const kind = documentKind(name);
    return kind.procedure === procedure && kind.of.includes(action);
  });
