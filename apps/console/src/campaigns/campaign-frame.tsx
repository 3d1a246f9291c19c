/** What the pages of one campaign share: reading it, its title, the way back. */
import type { ReactNode } from 'react';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { CampaignView } from './answers.ts';
import { campaignQuery } from './queries.ts';
import { campaignText } from './text.ts';
import './campaigns.css';

interface Props {
  /** The page of a part of the campaign, beside its title. */
  readonly part?: string;
  readonly acts?: (campaign: CampaignView) => ReactNode;
  readonly children: (campaign: CampaignView) => ReactNode;
}

/** @param from the address whose campaign is read */
export function CampaignFrame(props: Props) {
  return useMay()('campaign.read') ? <Frame {...props} /> : <NoRight />;
}

function Frame({ part, acts, children }: Props) {
  const t = useText(campaignText);
  const { campaign_id = '' } = useParams({ strict: false });
  const campaign = useQuery(campaignQuery(campaign_id));
  if (campaign.data === undefined) {
    return campaign.isPending ? (
      <Waiting rows={10} />
    ) : (
      <Trouble error={campaign.error} retry={() => void campaign.refetch()} />
    );
  }
  const { name, theme, basis, from_day, to_day, targeting } = campaign.data;
  return (
    <div className="page">
      {part === undefined ? (
        <Link to="/campaigns" className="back">
          ← {t.all}
        </Link>
      ) : (
        <Link to="/campaigns/$campaign_id" params={{ campaign_id }} className="back">
          ← {name}
        </Link>
      )}
      <div className="page-head">
        <h1>{part ?? name}</h1>
        {acts === undefined ? null : <div className="head-acts">{acts(campaign.data)}</div>}
      </div>
      {part === undefined ? (
        <p className="page-sub">
          {[`${from_day} – ${to_day}`, t.target[targeting], theme, basis].filter((each) => each !== '').join(' · ')}
        </p>
      ) : null}
      {children(campaign.data)}
    </div>
  );
}
