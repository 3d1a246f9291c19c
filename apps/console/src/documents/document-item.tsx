/** One line of the contents: what it is, its pages, its files, how it reached the party. */
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { matterQuery } from '../api/queries.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { documentTitles, nameOf } from '../language/law.ts';
import { Mark } from '../parts/marks.tsx';
import { useMay } from '../session/me.tsx';
import type { PaperDocument } from './answers.ts';
import { DeliveryForm } from './delivery-form.tsx';
import { documentText, wayText } from './text.ts';

interface Props {
  readonly document: PaperDocument;
  readonly matter_id: string;
  readonly purpose: string;
}

export function DocumentItem({ document, matter_id, purpose }: Props) {
  const { say, language } = useLanguage();
  const t = useText(documentText);
  const may = useMay();
  const [isDelivering, setDelivering] = useState(false);
  const { document_id, kind, title, number, on, pages, page_from, superseded, given, delivered, received_at } =
    document;
  const known = documentTitles[kind];
  // The step that says that this document was served, while it is still to be taken.
  const matter = useQuery(matterQuery(matter_id)).data;
  const step = matter?.offers.find(
    ({ facts, papers }) => facts.includes('way') && papers.some((each) => each.kind === kind),
  );
  const serves =
    matter === undefined || step === undefined ? undefined : nameOf('steps', matter.procedure, step.action);
  const last = (page_from ?? 0) + pages - 1;
  return (
    <li className={superseded ? 'paper paper-old' : 'paper'}>
      <div className="paper-what">
        <strong>{language === 'zh' || known === undefined ? title : say(known)}</strong>
        <span className="faint figures">
          {number === null ? '' : `${number} · `}
          {on}
        </span>
        {document.revision > 1 || superseded ? <span className="faint">{t.revision(document.revision)}</span> : null}
        {superseded ? <Mark tone="quiet">{t.superseded}</Mark> : null}
        {delivered === null ? null : (
          <span className="faint">
            {t.delivered(delivered.on, wayText(delivered.way, t))}{' '}
            <Mark tone={received_at === null ? 'amber' : 'green'}>
              {received_at === null ? t.notReceived : t.received}
            </Mark>
          </span>
        )}
      </div>
      <span className="paper-page figures">
        {page_from === null ? '—' : pages === 1 ? page_from : `${page_from}–${last}`}
      </span>
      <span className="paper-acts">
        <a href={address(`/api/files/${document_id}`, { purpose })} download>
          PDF
        </a>
        {may('document.make') ? (
          <a href={address(`/api/documents/${document_id}/docx`, { purpose })} download>
            DOCX
          </a>
        ) : null}
        {given && !superseded && delivered === null && may('document.deliver') ? (
          <Button size="small" onClick={() => setDelivering(true)}>
            {t.deliver}
          </Button>
        ) : null}
        {serves !== undefined && delivered !== null && may('document.deliver') ? (
          <Link to="/matters/$matter_id" params={{ matter_id }} hash="steps">
            {t.takeStep(say(serves))}
          </Link>
        ) : null}
      </span>
      {isDelivering ? (
        <DeliveryForm
          document_id={document_id}
          title={title}
          matter_id={matter_id}
          onClose={() => setDelivering(false)}
        />
      ) : null}
    </li>
  );
}
