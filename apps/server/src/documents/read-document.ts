/** Editable copies and the cover of the file: made when they are asked for, for a purpose that the log keeps. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { open } from '@shouhu/vault';
import { readMatter } from '../casework/matter.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import { contentAt } from './make-document.ts';
import { readPaperFile } from './paper-file.ts';
import type { PaperFile } from './paper-file.ts';
import { dayText, form, heading } from './render/content.ts';
import type { Content } from './render/content.ts';
import { docxOf } from './render/docx.ts';
import { pdfOf } from './render/pdf.ts';

interface Download {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A document as DOCX, for staff. @throws ShouhuError SH-H002, SH-H003 out of reach */
export async function readDocx(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  document_id: string,
  purpose: string,
): Promise<Download> {
  const document = await db
    .selectFrom('document')
    .selectAll()
    .where('document_id', '=', document_id)
    .executeTakeFirst();
  if (document === undefined || caller.fixmedins_code !== null) throw shouhuError('SH-H003', { id: document_id });
  const { row } = await readMatter(db, caller, document.matter_id, 'read');
  const content: Content = JSON.parse(open(ring, document.content, contentAt(document_id)));
  await transaction(db, 'read committed', (trx) =>
    note(trx, caller, at, {
      action: 'document.read',
      subject: `matter:${document.matter_id}`,
      purpose,
      region: row.admdvs,
      detail: `${document_id} docx`,
    }),
  );
  return { name: `${document.title}.docx`, bytes: await docxOf(content) };
}

/** Cover and 卷内目录 as PDF. @throws ShouhuError SH-H002, SH-H003 out of reach */
export async function readCover(
  { db }: Pick<Services, 'db'>,
  { caller, at }: Asking,
  matter_id: string,
  purpose: string,
): Promise<Download> {
  if (caller.fixmedins_code !== null) throw shouhuError('SH-H003', { id: matter_id });
  const { row } = await readMatter(db, caller, matter_id, 'read');
  const { pdf } = await pdfOf(coverOf(await readPaperFile(db, caller, matter_id)));
  await transaction(db, 'read committed', (trx) =>
    note(trx, caller, at, {
      action: 'document.read',
      subject: `matter:${matter_id}`,
      purpose,
      region: row.admdvs,
      detail: 'cover',
    }),
  );
  return { name: '卷宗封面及目录.pdf', bytes: pdf };
}

function coverOf(file: PaperFile): Content {
  const kept = file.documents.filter(({ page_from }) => page_from !== null);
  const pages = kept.reduce((sum, { pages: each }) => sum + each, 0);
  const last = [...kept.map(({ on }) => on), file.opened].toSorted().at(-1) ?? file.opened;
  const range = (from: number, count: number): string => (count === 1 ? `${from}` : `${from}–${from + count - 1}`);
  return {
    title: '卷　宗',
    number: null,
    bureau: file.bureau,
    to: null,
    blocks: [
      form(
        ['卷宗编号', file.matter_id],
        ['类别', file.title],
        ['当事人', file.party],
        ['案由', file.cause],
        ['承办人员', file.officers === '' ? '—' : file.officers],
        ['开始日期', dayText(file.opened)],
        ['办结日期', file.closed === null ? '未办结' : dayText(file.closed)],
        ['卷内文书', `${kept.length} 件，共 ${pages} 页`],
        ['证据材料', `${file.evidence.length} 件（电子卷）`],
      ),
      heading('卷内目录'),
      {
        is: 'table',
        head: ['序号', '文书名称', '文号', '日期', '页号'],
        rows: kept.map(({ title, number, on, page_from, pages: count }, at) => [
          String(at + 1),
          title,
          number ?? '—',
          on,
          range(page_from ?? 0, count),
        ]),
      },
      heading('证据目录'),
      {
        is: 'table',
        head: ['序号', '名称', '种类', '大小（字节）', '摘要（SM3）'],
        rows: file.evidence.map(({ title, type, size, digest }, at) => [
          `附${at + 1}`,
          title,
          type.toUpperCase(),
          String(size),
          digest,
        ]),
      },
    ],
    sealed: false,
    day: last,
    notes: [],
    template: 'cover 1',
  };
}
