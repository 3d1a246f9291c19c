/** What the bureau delivered to an institution, and its word that it has it. */
import { Button } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { address } from '../api/address.ts';
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { Empty, Trouble, Waiting } from '../parts/states.tsx';
import './documents.css';
import { receivedQuery } from './queries.ts';
import { documentText, wayText } from './text.ts';

export function ReceivedPage() {
  const t = useText(documentText);
  const queries = useQueryClient();
  const received = useQuery(receivedQuery);
  const receiving = useMutation({
    mutationFn: (document_id: string) => ask('POST', `/api/documents/${document_id}/receipt`),
    onSuccess: () => queries.invalidateQueries({ queryKey: receivedQuery.queryKey }),
  });
  if (received.isPending) return <Waiting rows={6} />;
  if (received.isError) return <Trouble error={received.error} retry={() => void received.refetch()} />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.inbox}</h1>
      </div>
      <p className="page-sub">{t.inboxHint}</p>
      {receiving.error instanceof Refused ? <RefusedAlert error={receiving.error} /> : null}
      <Panel title={t.name} beside={<span className="figures faint">{received.data.length}</span>} flush>
        {received.data.length === 0 ? (
          <Empty title={t.inboxEmpty} />
        ) : (
          <ol className="papers">
            {received.data.map(({ document_id, title, number, way, on, received_at }) => (
              <li key={document_id} className="paper">
                <div className="paper-what">
                  <strong>{title}</strong>
                  <span className="faint figures">
                    {number === null ? '' : `${number} · `}
                    {t.delivered(on, wayText(way, t))}
                  </span>
                  <Mark tone={received_at === null ? 'amber' : 'green'}>
                    {received_at === null ? t.notReceived : t.received}
                  </Mark>
                </div>
                <span className="paper-acts">
                  <a href={address(`/api/files/${document_id}`, { purpose: t.receive })} download>
                    PDF
                  </a>
                  {received_at === null ? (
                    <Button
                      size="small"
                      type="primary"
                      aria-label={`${t.receive} ${title}`}
                      loading={receiving.isPending && receiving.variables === document_id}
                      onClick={() => receiving.mutate(document_id)}
                    >
                      {t.receive}
                    </Button>
                  ) : null}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </div>
  );
}
