import { costs } from './cost.ts';
import { goods } from './goods.ts';
import type { Indicator } from './indicator.ts';
import { bedIndicators, stayIndicators } from './stays.ts';
import { personIndicators, tillIndicators } from './tills.ts';
import { volumes } from './volume.ts';

/** Every indicator, in the order of the page. */
export const indicators: readonly Indicator[] = [
  ...volumes,
  ...costs,
  ...stayIndicators,
  ...bedIndicators,
  ...tillIndicators,
  ...personIndicators,
  ...goods,
];
