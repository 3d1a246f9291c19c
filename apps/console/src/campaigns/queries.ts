import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { CampaignRow, CampaignView, Visit } from './answers.ts';

export const campaignsQuery = queryOptions({
  queryKey: ['campaigns'],
  queryFn: () => ask<CampaignRow[]>('GET', '/api/campaigns'),
});

export function campaignQuery(campaign_id: string) {
  return queryOptions({
    queryKey: ['campaign', campaign_id],
    queryFn: () => ask<CampaignView>('GET', `/api/campaigns/${encodeURIComponent(campaign_id)}`),
  });
}

/** The institution's own list at one inspection. */
export function visitQuery(matter_id: string) {
  return queryOptions({
    queryKey: ['visit', matter_id],
    queryFn: () => ask<Visit>('GET', `/api/inspections/${encodeURIComponent(matter_id)}`),
  });
}
