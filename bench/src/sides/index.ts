/** The sides of all comparisons, by name. */
import type { Sides } from '../process/protocol.ts';
import { bareCopy } from './bare-copy.ts';
import { bareScan } from './bare-scan.ts';
import { byHand } from './by-hand.ts';
import { closuresSide } from './closures.ts';
import { generate } from './generate.ts';
import { importSide } from './import-folder.ts';
import { judge } from './judge.ts';
import { rivals } from './rivals.ts';
import { snapshotSide } from './snapshot.ts';
import { tillSide } from './till.ts';

export const sides: Sides = {
  'bare-copy': bareCopy,
  'bare-scan': bareScan,
  'by-hand': byHand,
  closures: closuresSide,
  generate,
  'import-folder': importSide,
  judge,
  rivals,
  snapshot: snapshotSide,
  till: tillSide,
};
