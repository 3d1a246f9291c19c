/** The case as a paper file: cover, contents with page numbers, evidence, and what is still to be made. */
import { Select } from 'antd';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { address } from '../api/address.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { inEnglish } from '../language/law.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Panel } from '../parts/panel.tsx';
import { Empty } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { PaperFile } from './answers.ts';
import './documents.css';
import { DocumentItem } from './document-item.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { OfferList } from './offer-list.tsx';
import { paperFileQuery } from './queries.ts';
import { documentText } from './text.ts';

export function PaperFilePage() {
  const { matter_id = '' } = useParams({ strict: false });
  const file = useQuery(paperFileQuery(matter_id));
  return (
    <Fetched for={file} rows={10}>
      {(data) => <Paper file={data} />}
    </Fetched>
  );
}

function Paper({ file }: { readonly file: PaperFile }) {
  const { say } = useLanguage();
  const t = useText(documentText);
  const may = useMay();
  const [purpose, setPurpose] = useState(t.purposes[0] ?? '');
  const { matter_id, documents, party, cause, officers, opened, closed } = file;
  const pages = documents.reduce((sum, { page_from, pages: count }) => sum + (page_from === null ? 0 : count), 0);
  const isStaff = may('document.make');
  return (
    <article className="page">
      <Link to="/matters/$matter_id" params={{ matter_id }} className="back">
        ← {t.back}
      </Link>
      <header className="cover">
        <p className="cover-kind">{say({ zh: file.title, en: inEnglish(file.title) })}</p>
        <div className="page-head">
          <h1>{t.paperFile}</h1>
        </div>
        <dl className="cover-facts">
          <Fact name={t.party}>{party}</Fact>
          <Fact name={t.cause}>{cause}</Fact>
          <Fact name={t.officers}>{officers === '' ? '—' : officers}</Fact>
          <Fact name={t.opened}>{opened}</Fact>
          <Fact name={t.closed}>{closed ?? t.notClosed}</Fact>
        </dl>
      </header>
      <div className="file-tools">
        <label>
          {t.purpose}{' '}
          <Select
            value={purpose}
            onChange={setPurpose}
            aria-label={t.purpose}
            options={t.purposes.map((value) => ({ value, label: value }))}
          />
        </label>
        {isStaff ? (
          <a href={address(`/api/matters/${matter_id}/cover`, { purpose })} download>
            {t.cover}
          </a>
        ) : null}
      </div>
      <Panel title={t.contents} beside={<span className="figures faint">{t.pages(pages)}</span>} flush>
        {documents.length === 0 ? (
          <Empty title={t.noDocuments} {...(isStaff ? { hint: t.noDocumentsHint } : {})} />
        ) : (
          <ol className="papers">
            {documents.map((document) => (
              <DocumentItem key={document.document_id} document={document} purpose={purpose} matter_id={matter_id} />
            ))}
          </ol>
        )}
      </Panel>
      {isStaff ? <OfferList file={file} /> : null}
      <EvidenceList file={file} purpose={purpose} />
    </article>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
