/** All schemes, in the order in which they are planted. */
import { accountCashOut } from './account-cash-out.ts';
import { bedHanging } from './bed-hanging.ts';
import { cardCluster } from './card-cluster.ts';
import { checkupStays } from './checkup-stays.ts';
import { drugResale } from './drug-resale.ts';
import { fakeStayRing } from './fake-stay-ring.ts';
import type { Scheme } from './scheme.ts';
import { similarCases } from './similar-cases.ts';
import { splitStays } from './split-stays.ts';
import { traceCode } from './trace-code.ts';

export const schemes: readonly Scheme[] = [
  fakeStayRing,
  cardCluster,
  drugResale,
  accountCashOut,
  traceCode,
  splitStays,
  bedHanging,
  checkupStays,
  similarCases,
];
