/** Selected leads are put to their institutions at once. */
import { useState } from 'react';
import { Alert, App, Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { useLanguage } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';

interface Props {
  readonly chosen: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface Issued {
  readonly issued: number;
  readonly left: readonly {
    readonly lead_id: string;
    readonly title: string;
    readonly why: 'several-institutions' | 'no-amount' | 'taken-up';
  }[];
}

/** A lost answer is asked for again under the same id. */
export function IssueForm({ chosen, onClose, onDone }: Props) {
  const { text, joined } = useLanguage();
  const t = text.leads;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [request_id] = useState(uuid);
  const issue = useMutation({
    mutationFn: () => ask<Issued>('POST', '/api/reviews', { request_id, lead_ids: [...chosen] }),
    onSuccess: async ({ issued, left }) => {
      void message.success(t.issued(issued));
      await queries.invalidateQueries({ queryKey: ['leads'] });
      await queries.invalidateQueries({ queryKey: ['matters'] });
      if (left.length > 0) return;
      onClose();
      onDone();
    },
  });
  const left = Object.entries(Object.groupBy(issue.data?.left ?? [], ({ why }) => why));
  return (
    <Dialog title={t.issueTitle(chosen.size)} onClose={onClose}>
      {issue.error instanceof Refused ? <RefusedAlert error={issue.error} /> : null}
      {issue.data === undefined ? (
        <p className="spaced">{t.issueHint}</p>
      ) : (
        <p className="spaced">{t.issued(issue.data.issued)}</p>
      )}
      {left.length === 0 ? null : (
        <Alert
          type="warning"
          className="spaced"
          showIcon
          title={t.left}
          description={
            <ul>
              {left.map(([why, leads]) => (
                <li key={why}>
                  {leads[0] === undefined ? '' : t.leftWhy[leads[0].why]}：{leads.length}
                  <br />
                  <span className="faint">{joined(leads.map(({ title }) => title))}</span>
                </li>
              ))}
            </ul>
          }
        />
      )}
      <div className="step-acts">
        {issue.data === undefined ? (
          <Button type="primary" loading={issue.isPending} onClick={() => issue.mutate()}>
            {t.issue}
          </Button>
        ) : null}
        <Button
          onClick={() => {
            onClose();
            if (issue.data !== undefined) onDone();
          }}
        >
          {issue.data === undefined ? t.cancel : t.close}
        </Button>
      </div>
    </Dialog>
  );
}
