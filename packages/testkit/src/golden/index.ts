/** The golden cases of the 88 national classes. */
import type { GoldenClass } from './case.ts';
import { drugClasses } from './default-drugs.ts';
import { recordClasses } from './default-records.ts';
import { localClasses } from './local.ts';
import { publishedClasses } from './published.ts';

/** Classes that judge an encounter with its history. */
export const goldenClasses: readonly GoldenClass[] = [
  ...publishedClasses,
  ...recordClasses,
  ...drugClasses,
  ...localClasses,
].toSorted((a, b) => a.seq - b.seq);

/** 进销存 (43, 48) and the statistical indicators (56–63) are judged in batches over institutions: their cases stand with them. */
export const batchOnly: readonly number[] = [43, 48, 56, 57, 58, 59, 60, 61, 62, 63];
