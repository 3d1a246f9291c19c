/** All schemes, in the order in which they are planted. */
import { cardCluster } from './card-cluster.ts';
import { fakeStayRing } from './fake-stay-ring.ts';
import type { Scheme } from './scheme.ts';
import { splitStays } from './split-stays.ts';
import { traceCode } from './trace-code.ts';

export const schemes: readonly Scheme[] = [fakeStayRing, cardCluster, traceCode, splitStays];
