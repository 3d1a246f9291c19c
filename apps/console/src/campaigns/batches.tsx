/** Batches of results: handed in by an inspector, confirmed or returned by the head. */
import { App, Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { dayOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useMay } from '../session/me.tsx';
import type { BatchView, CampaignView } from './answers.ts';
import { ResultTable } from './result-table.tsx';
import { campaignText } from './text.ts';

/** Nothing where no batch was entered. */
export function Batches({ campaign }: { readonly campaign: CampaignView }) {
  const t = useText(campaignText);
  if (campaign.batches.length === 0) return null;
  return (
    <Panel title={t.batches} flush>
      <ul className="rows">
        {campaign.batches.map((batch) => (
          <li key={batch.batch_id} className="batch">
            <Batch batch={batch} campaign={campaign} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const TONES = { confirmed: 'green', returned: 'quiet' } as const;

function Batch({ batch, campaign }: { readonly batch: BatchView; readonly campaign: CampaignView }) {
  const t = useText(campaignText);
  const { text } = useLanguage();
  const may = useMay();
  const person = usePersonName(campaign.names);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { batch_id, rows, made_by, made_at, verdict } = batch;
  const url = `/api/campaigns/${campaign.campaign_id}/batches/${batch_id}/verdict`;
  const judge = useMutation({
    mutationFn: (word: 'confirmed' | 'returned') => ask<CampaignView>('POST', url, { verdict: word, reason: '' }),
    onSuccess: async (_answer, word) => {
      void message.success(t[word]);
      await queries.invalidateQueries({ queryKey: ['campaign', campaign.campaign_id] });
    },
  });
  const sum = rows.reduce((total, { recovered_fen }) => total + recovered_fen, 0);
  return (
    <>
      <div className="matter-name">
        <strong>
          {t.rows(rows.length)} · {t.sum} <Money fen={sum} /> {text.matter.yuan}
        </strong>
        <span className="faint">
          {t.enteredBy} {person(made_by)} <span className="figures">{dayOfInstant(made_at)}</span>
        </span>
      </div>
      {verdict === null ? (
        <Mark tone="amber">{t.waitingVerdict}</Mark>
      ) : (
        <span>
          <Mark tone={TONES[verdict.verdict]}>{t[verdict.verdict]}</Mark> {person(verdict.given_by)}
        </span>
      )}
      {verdict === null && may('campaign.confirm') ? (
        <span className="joined">
          <Button type="primary" loading={judge.isPending} onClick={() => judge.mutate('confirmed')}>
            {t.confirm}
          </Button>
          <Button disabled={judge.isPending} onClick={() => judge.mutate('returned')}>
            {t.returnBack}
          </Button>
        </span>
      ) : null}
      <details className="batch-rows">
        <summary>{t.rows(rows.length)}</summary>
        <ResultTable rows={rows} campaign={campaign} />
      </details>
      {judge.error instanceof Refused ? (
        <div className="batch-rows">
          {judge.error.line === null ? null : (
            <strong>{t.atLine(judge.error.line.line, judge.error.line.field)}</strong>
          )}
          <RefusedAlert error={judge.error} />
        </div>
      ) : null}
    </>
  );
}
