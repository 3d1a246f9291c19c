/** Campaigns within reach. */
import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { CampaignRow } from './answers.ts';
import { Coverage } from './coverage.tsx';
import { campaignsQuery } from './queries.ts';
import { campaignText } from './text.ts';
import './campaigns.css';

/** The page of all campaigns. */
export function CampaignList() {
  return useMay()('campaign.read') ? <Campaigns /> : <NoRight />;
}

function Campaigns() {
  const t = useText(campaignText);
  const may = useMay();
  const campaigns = useQuery(campaignsQuery);
  const add = may('campaign.plan') ? (
    <Link to="/campaigns/new">
      <Button type="primary" tabIndex={-1}>
        {t.add}
      </Button>
    </Link>
  ) : null;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
        <div className="head-acts">{add}</div>
      </div>
      {campaigns.isPending ? <Waiting /> : null}
      {campaigns.isError ? <Trouble error={campaigns.error} retry={() => void campaigns.refetch()} /> : null}
      {campaigns.data?.length === 0 ? <Empty title={t.empty} hint={t.emptyHint} /> : null}
      {campaigns.data === undefined || campaigns.data.length === 0 ? null : (
        <ul className="panel rows campaign-rows">
          {campaigns.data.map((campaign) => (
            <Row key={campaign.campaign_id} campaign={campaign} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ campaign }: { readonly campaign: CampaignRow }) {
  const t = useText(campaignText);
  const { campaign_id, name, theme, from_day, to_day, targets, visited, targeting } = campaign;
  return (
    <li>
      <div className="matter-name">
        <Link to="/campaigns/$campaign_id" params={{ campaign_id }}>
          {name}
        </Link>
        <span className="faint">{theme}</span>
      </div>
      <span className="faint">{t.target[targeting]}</span>
      <span className="figures faint">
        {from_day} – {to_day}
      </span>
      <Coverage done={visited} of={targets} />
    </li>
  );
}
