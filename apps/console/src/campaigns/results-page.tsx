/** Enters the results of a campaign that is over, as a table; the head confirms them on the page of the campaign. */
import { useState } from 'react';
import { App, Button, Form, Input, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { useColleagues } from '../parts/person.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { CampaignView } from './answers.ts';
import { CampaignFrame } from './campaign-frame.tsx';
import { pastedRows } from './pasted.ts';
import { ResultTable } from './result-table.tsx';
import { campaignText } from './text.ts';

/** The page where results are entered. */
export function CampaignResults() {
  const t = useText(campaignText);
  const may = useMay();
  return (
    <CampaignFrame part={t.results}>
      {(campaign) => (may('campaign.record') ? <Entry campaign={campaign} /> : <NoRight />)}
    </CampaignFrame>
  );
}

function Entry({ campaign }: { readonly campaign: CampaignView }) {
  const t = useText(campaignText);
  const { text } = useLanguage();
  const me = useMe();
  const { campaign_id, places } = campaign;
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const inspectors = useColleagues().filter(({ id, duties }) => id !== me.id && duties.includes('inspector'));
  const [typed, setTyped] = useState('');
  const [officers, setOfficers] = useState<readonly string[]>([]);
  const [idOf] = useState(requestIds);
  const { rows, faults } = pastedRows(typed, new Set(places.map(({ fixmedins_code }) => fixmedins_code)));
  const enter = useMutation({
    mutationFn: () => {
      const body = { officers, rows };
      return ask<CampaignView>('POST', `/api/campaigns/${campaign_id}/batches`, { ...body, batch_id: idOf(body) });
    },
    onSuccess: async () => {
      void message.success(t.entered);
      await queries.invalidateQueries({ queryKey: ['campaign', campaign_id] });
      await navigate({ to: '/campaigns/$campaign_id', params: { campaign_id } });
    },
  });
  const sum = rows.reduce((total, { recovered_fen }) => total + recovered_fen, 0);
  return (
    <>
      <p className="page-sub">{t.batchHint}</p>
      <Panel title={t.table}>
        {enter.error instanceof Refused ? <RefusedAlert error={enter.error} /> : null}
        <Form layout="vertical">
          <Form.Item label={t.paste} htmlFor="paste" extra={t.pasteHint}>
            <Input.TextArea
              id="paste"
              rows={10}
              className="paste"
              spellCheck={false}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          </Form.Item>
          <Form.Item label={t.others} htmlFor="others">
            <Select
              id="others"
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={text.matter.colleagues}
              value={[...officers]}
              options={inspectors.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setOfficers}
            />
          </Form.Item>
        </Form>
        {faults.length === 0 ? null : (
          <ul className="faults" role="alert">
            {faults.map(({ line, fault, text: code }) => (
              <li key={line}>
                {t.line(line)} <span className="code">{code}</span> {t.wrong[fault]}
              </li>
            ))}
          </ul>
        )}
        <div className="step-acts">
          <Button
            type="primary"
            disabled={rows.length === 0 || faults.length > 0 || officers.length === 0}
            loading={enter.isPending}
            onClick={() => enter.mutate()}
          >
            {t.enter}
          </Button>
        </div>
      </Panel>
      {rows.length === 0 ? null : (
        <Panel
          title={t.rows(rows.length)}
          beside={
            <span>
              {t.sum} <Money fen={sum} strong /> {text.matter.yuan}
            </span>
          }
          flush
        >
          <ResultTable rows={rows} campaign={campaign} />
        </Panel>
      )}
    </>
  );
}
