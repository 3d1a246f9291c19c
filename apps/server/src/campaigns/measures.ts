/** Measures that follow from the inspections of a campaign. */
import { isMeasure, MEASURES, measure } from '@shouhu/procedure';
import type { Measure } from '@shouhu/procedure';
import { sql } from 'kysely';
import type { Reading } from './read-campaign.ts';

/** Every kind of measure, in the order of the law. */
export const measureNames: readonly Measure[] = Object.keys(MEASURES).filter(isMeasure);

/** Delivered and not revoked, by institution, each kind once: a talk that was held and a term that ran out were measures all the same. */
export async function measuresAt(db: Reading, campaign_id: string): Promise<Map<string, Measure[]>> {
  const { rows } = await sql<{ fixmedins_code: string; measure: string }>`
    SELECT DISTINCT t.fixmedins_code, p.facts ->> 'measure' AS measure
    FROM campaign_target t
    JOIN matter m ON m.parent_id = t.matter_id AND m.procedure = ${measure.id}
    JOIN LATERAL (SELECT facts FROM deed WHERE matter_id = m.matter_id AND action = 'propose' ORDER BY seq DESC LIMIT 1) p ON true
    WHERE t.campaign_id = ${campaign_id}
      AND EXISTS (SELECT FROM deed WHERE matter_id = m.matter_id AND action = 'deliver')
      AND NOT EXISTS (SELECT FROM deed WHERE matter_id = m.matter_id AND action = 'revoke')`.execute(db);
  const found = new Map<string, Measure[]>();
  for (const name of measureNames) {
    for (const { fixmedins_code } of rows.filter((row) => row.measure === name)) {
      found.set(fixmedins_code, [...(found.get(fixmedins_code) ?? []), name]);
    }
  }
  return found;
}
