/** What a claim is to its policy: the year it counts in, where care was given, and the facts that figures depend on. */
import { ageAt, dateParts, hospRank } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Claim, Insured, Place } from './model.ts';
import type { Facts } from './policy/figure.ts';
import type { Policy } from './policy/policy.ts';

/** The insurance year in which a claim counts: that of the settlement, or of the admission where the policy says so. */
export function yearOf(policy: Policy, { day, begndate }: Pick<Claim, 'day' | 'begndate'>): number {
  return dateParts(policy.year_of_stay.value === 'admitted' ? begndate : day).year;
}

/** Local care is care in the region that pools. An emergency elsewhere counts as filed, whatever was filed for later. */
function placeOf({ admdvs: home }: Policy, { admdvs, filing, emergency }: Claim): Place {
  if (admdvs.startsWith(home)) return 'local';
  if (filing === 'resident' || filing === 'referral') return filing;
  if (emergency) return 'emergency';
  return filing ?? 'unfiled';
}

/** @throws SH-S008 for an unknown grade, which would otherwise be paid as the lowest */
export function factsOf(policy: Policy, insured: Insured, claim: Claim, stay: number): Facts {
  const rank = hospRank(claim.hosp_lv);
  if (rank === undefined) throw shouhuError('SH-S008', { hosp_lv: claim.hosp_lv });
  return {
    rank,
    fixmedins_type: claim.fixmedins_type,
    psn_type: insured.psn_type,
    med_type: claim.med_type,
    matn_type: claim.matn_type,
    dise_codg: claim.dise_codg,
    identities: insured.identities,
    cvlserv_flag: insured.cvlserv_flag,
    place: placeOf(policy, claim),
    stay,
    age: insured.brdy === null ? undefined : ageAt(insured.brdy, claim.begndate, 'year'),
  };
}
