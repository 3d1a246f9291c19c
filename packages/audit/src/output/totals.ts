/** Money of a run: gross by finding, net by line (docs/semantics.md 13). Exempted findings stand in no total. */
import type { Finding, Verdict } from '@shouhu/rules';

interface VerdictTotal {
  findings: number;
  gross_fen: number;
  net_fen: number;
}
export type ByVerdict = Record<Verdict, VerdictTotal>;

export interface Totals {
  readonly all: ByVerdict;
  readonly rules: ReadonlyMap<string, ByVerdict>;
  readonly institutions: ReadonlyMap<string, ByVerdict>;
  /** Findings without an amount. */
  readonly unpriced: number;
}

interface LineNet {
  violation: boolean;
  fen: number;
}

/** Adds findings up; the net of a line is the maximum over its findings, and a line in both verdicts is a violation. */
export class Totaller {
  readonly #all = new Account();
  readonly #rules = new Map<string, Account>();
  readonly #institutions = new Map<string, Account>();
  #unpriced = 0;

  add(finding: Finding): void {
    this.#all.add(finding);
    accountOf(this.#rules, finding.rule_code).add(finding);
    for (const [owner, own] of byOwner(finding)) accountOf(this.#institutions, owner).add(own);
    if (finding.amount_fen === null) this.#unpriced += 1;
  }

  totals(): Totals {
    return {
      all: this.#all.total(),
      rules: totalsOf(this.#rules),
      institutions: totalsOf(this.#institutions),
      unpriced: this.#unpriced,
    };
  }
}

/** A finding over lines of several institutions stands at each, with what its own lines charge (docs/semantics.md 45). */
function byOwner(finding: Finding): Map<string, Finding> {
  const { fixmedins_code: first, lines, amount_fen } = finding;
  if (lines.every(({ fixmedins_code: owner = first }) => owner === first)) return new Map([[first, finding]]);
  const groups = Map.groupBy(lines, ({ fixmedins_code: owner = first }) => owner);
  const chargedOf = (own: Finding['lines']): number => own.reduce((sum, line) => sum + (line.amount_fen ?? 0), 0);
  return new Map(
    [...groups].map(([owner, own]) => {
      const charged = amount_fen === null ? null : chargedOf(own);
      return [owner, { ...finding, fixmedins_code: owner, lines: own, amount_fen: charged }];
    }),
  );
}

class Account {
  readonly #lines = new Map<string, LineNet>();
  readonly #total: ByVerdict = emptyTotal();

  add({ verdict, amount_fen, fixmedins_code, lines }: Finding): void {
    const total = this.#total[verdict];
    total.findings += 1;
    total.gross_fen += amount_fen ?? 0;
    for (const { line_id, amount_fen: fen, fixmedins_code: owner = fixmedins_code } of lines) {
      const key = `${owner}|${line_id}`;
      const known = this.#lines.get(key);
      const violation = verdict === 'violation';
      if (known === undefined) this.#lines.set(key, { violation, fen: fen ?? 0 });
      else {
        known.violation ||= violation;
        known.fen = Math.max(known.fen, fen ?? 0);
      }
    }
  }

  total(): ByVerdict {
    const total = structuredClone(this.#total);
    for (const { violation, fen } of this.#lines.values()) total[violation ? 'violation' : 'suspicion'].net_fen += fen;
    return total;
  }
}

function emptyTotal(): ByVerdict {
  return {
    violation: { findings: 0, gross_fen: 0, net_fen: 0 },
    suspicion: { findings: 0, gross_fen: 0, net_fen: 0 },
  };
}

function accountOf(accounts: Map<string, Account>, key: string): Account {
  const account = accounts.get(key) ?? new Account();
  accounts.set(key, account);
  return account;
}

function totalsOf(accounts: ReadonlyMap<string, Account>): Map<string, ByVerdict> {
  return new Map(
    [...accounts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, account]) => [key, account.total()]),
  );
}
