/** Visits and settlement over the national interface. */
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { inpatientVisits } from './inpatient.ts';
import { entitlementTransactions } from './entitlement.ts';
import { feeLines } from './lines.ts';
import { outpatientVisits } from './outpatient.ts';
import { sales } from './pharmacy.ts';
import { queries } from './queries.ts';
import { reversals } from './reversal.ts';
import { settlements } from './settlements.ts';

export const settlementTransactions: readonly InterfaceTransaction[] = [
  ...sales,
  ...outpatientVisits,
  ...feeLines,
  ...settlements,
  ...inpatientVisits,
  ...entitlementTransactions,
  ...queries,
  ...reversals,
];
