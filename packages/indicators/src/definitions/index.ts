import { costs } from './cost.ts';
import { goods } from './goods.ts';
import type { Indicator } from './indicator.ts';
import { personIndicators } from './people.ts';
import { stayPatterns } from './stay-patterns.ts';
import { bedIndicators, stayIndicators } from './stays.ts';
import { tillPatterns } from './till-patterns.ts';
import { tillIndicators } from './tills.ts';
import { volumes } from './volume.ts';

/** Every indicator, in the order of the page. */
export const indicators: readonly Indicator[] = [
  ...volumes,
  ...costs,
  ...stayIndicators,
  ...stayPatterns,
  ...bedIndicators,
  ...tillIndicators,
  ...tillPatterns,
  ...personIndicators,
  ...goods,
];
