import { benefitErrors } from './catalogue/benefits.ts';
import { clearingErrors } from './catalogue/clearing.ts';
import { databaseErrors } from './catalogue/database.ts';
import { evidenceErrors } from './catalogue/evidence.ts';
import { gatewayErrors } from './catalogue/gateway.ts';
import { httpErrors } from './catalogue/http.ts';
import { identityErrors } from './catalogue/identity.ts';
import { inputErrors } from './catalogue/input.ts';
import { insuredErrors } from './catalogue/insured.ts';
import { internalErrors } from './catalogue/internal.ts';
import { jobErrors } from './catalogue/jobs.ts';
import { knowledgeErrors } from './catalogue/knowledge.ts';
import { lakeErrors } from './catalogue/lake.ts';
import { ledgerErrors } from './catalogue/ledger.ts';
import { messageErrors } from './catalogue/message.ts';
import { modelErrors } from './catalogue/model.ts';
import { operationErrors } from './catalogue/operation.ts';
import { procedureErrors } from './catalogue/procedure.ts';
import { reportErrors } from './catalogue/report.ts';
import { settlementErrors } from './catalogue/settlement.ts';
import { traceErrors } from './catalogue/trace.ts';
import { usageErrors } from './catalogue/usage.ts';
import { vaultErrors } from './catalogue/vault.ts';
import { walletErrors } from './catalogue/wallet.ts';
import type { Entry, Placeholder } from './entry.ts';

/** Every error a user can meet. Add an entry to its section's file; a code is never given a second meaning. */
export const catalogue = {
  ...usageErrors,
  ...inputErrors,
  ...lakeErrors,
  ...knowledgeErrors,
  ...messageErrors,
  ...modelErrors,
  ...reportErrors,
  ...procedureErrors,
  ...ledgerErrors,
  ...settlementErrors,
  ...benefitErrors,
  ...traceErrors,
  ...clearingErrors,
  ...evidenceErrors,
  ...httpErrors,
  ...identityErrors,
  ...jobErrors,
  ...gatewayErrors,
  ...insuredErrors,
  ...walletErrors,
  ...vaultErrors,
  ...databaseErrors,
  ...operationErrors,
  ...internalErrors,
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof catalogue;

type TextsOf<Code extends ErrorCode> = (typeof catalogue)[Code]['zh' | 'en' | 'fix_zh' | 'fix_en'];

/** The parameters that an error's texts name, all of them needed. */
export type ParamsOf<Code extends ErrorCode> = Readonly<Record<Placeholder<TextsOf<Code>>, string | number>>;
