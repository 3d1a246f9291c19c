/** For what somebody reads personal data in clear: one of a few grounds, and in their own words. It stands in the log. */
import { z } from 'zod';

export const purpose = z.object({
  ground: z.enum(['verify', 'case', 'appeal', 'oversight', 'other']),
  words: z.string().trim().min(2).max(200),
});

export type Purpose = z.infer<typeof purpose>;

const GROUNDS: Readonly<Record<Purpose['ground'], string>> = {
  verify: '核查线索',
  case: '办理案件',
  appeal: '复核申诉',
  oversight: '内部监督',
  other: '其他',
};

/** As the log holds it. */
export function purposeText({ ground, words }: Purpose): string {
  return `${GROUNDS[ground]}：${words}`;
}
