/** The policies that are in use: by region and day. */
import { formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Policy } from './policy.ts';

/** Says which policy holds for a place of insurance on a day. */
export type PolicyOf = (claim: { readonly insuplc_admdvs: string; readonly day: CivilDate }) => Policy;

/**
 * @param adopted regions that apply the policy of another: `{ '429000': '4205' }`
 * @throws SH-S002, from what is returned, where no policy is in force
 */
export function policyBook(policies: readonly Policy[], adopted: Readonly<Record<string, string>> = {}): PolicyOf {
  const entries = [
    ...policies,
    ...Object.entries(adopted).flatMap(([region, of]) =>
      policies.filter(({ admdvs }) => admdvs === of).map((policy) => ({ ...policy, admdvs: region })),
    ),
  ].toSorted((a, b) => b.admdvs.length - a.admdvs.length || b.valid_from - a.valid_from);
  return ({ insuplc_admdvs, day }) => {
    const policy = entries.find(
      ({ admdvs, valid_from, valid_to }) =>
        insuplc_admdvs.startsWith(admdvs) && day >= valid_from && (valid_to === null || day <= valid_to),
    );
    if (policy === undefined) throw shouhuError('SH-S002', { admdvs: insuplc_admdvs, day: formatCivilDate(day) });
    return policy;
  };
}
