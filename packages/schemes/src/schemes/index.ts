import type { Scheme } from '../shape/scheme.ts';
import { accountCashOut } from './account-cash-out.ts';
import { accountDrain } from './account-drain.ts';
import { afterDeath } from './after-death.ts';
import { bedHanging } from './bed-hanging.ts';
import { cardCluster } from './card-cluster.ts';
import { checkupStays } from './checkup-stays.ts';
import { drugResale } from './drug-resale.ts';
import { fakeStayRing } from './fake-stay-ring.ts';
import { frequentClinic } from './frequent-clinic.ts';
import { highValue } from './high-value.ts';
import { hospitalSubstitution } from './hospital-substitution.ts';
import { impostor } from './impostor.ts';
import { pharmacySubstitution } from './pharmacy-substitution.ts';
import { similarCases } from './similar-cases.ts';
import { splitStays } from './split-stays.ts';
import { drugBalance, materialBalance } from './stock-balance.ts';
import { traceCode } from './trace-code.ts';
import { workload } from './workload.ts';

/** Every scheme, in the order of the pages. */
export const schemes: readonly Scheme[] = [
  fakeStayRing,
  cardCluster,
  drugResale,
  accountCashOut,
  traceCode,
  drugBalance,
  materialBalance,
  pharmacySubstitution,
  hospitalSubstitution,
  splitStays,
  bedHanging,
  checkupStays,
  frequentClinic,
  similarCases,
  impostor,
  afterDeath,
  highValue,
  workload,
  accountDrain,
];
