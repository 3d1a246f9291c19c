/** The sample: Yichang's policy, which the synthesised county (429000) applies too. */
import yichang from './data/yichang-2024.json' with { type: 'json' };
import { policyBook } from './policy/book.ts';
import { readPolicy } from './policy/policy.ts';

/** As files: what `readPolicy` reads, and which region takes over the policy of another. */
export const sampleFiles = { policies: [yichang], adopted: { '429000': '4205' } } as const;

export const samplePolicies = [readPolicy(yichang)];

export const samplePolicyOf = policyBook(samplePolicies, sampleFiles.adopted);
