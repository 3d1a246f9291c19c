/** The SQL evaluator over thousands of cases in one run: their ids and codes cannot meet. */
import { judgeBySql, loadWorld } from '@shouhu/audit/engine';
import type { Finding, Ruleset } from '@shouhu/rules';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { familyOf, prefixOf, type Answer, type Case } from './case.ts';
import { merged } from './metamorphic.ts';

export class SqlJudge {
  readonly #connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async open(): Promise<SqlJudge> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    return new SqlJudge(await instance.connect());
  }

  close(): void {
    this.#connection.closeSync();
  }

  /** What the statements say of each case. A statement that fails is looked for by halves, down to one case. */
  async judge(cases: readonly Case[]): Promise<readonly Answer[]> {
    try {
      return await this.#together(cases);
    } catch (error) {
      if (cases.length === 1) return [{ error: String(error) }];
      const middle = cases.length >> 1;
      return [...(await this.judge(cases.slice(0, middle))), ...(await this.judge(cases.slice(middle)))];
    }
  }

  async #together(cases: readonly Case[]): Promise<readonly Answer[]> {
    const world = merged(cases.map((one) => one.world));
    const rules = [...new Set(cases.map(({ ruleset }) => ruleset))].flatMap((ruleset) => ruleset.rules);
    const ruleset: Ruleset = { snapshot: 'parity', rules };
    await loadWorld(this.#connection, world);
    const { judgement } = await judgeBySql(this.#connection, ruleset, { first_day: world.first_day });
    const findings = Map.groupBy(judgement.findings.filter(isOwn), ({ psn_no }) => prefixOf(psn_no));
    const undecided = Map.groupBy(judgement.undecided.filter(isOwn), ({ psn_no }) => prefixOf(psn_no));
    return cases.map(({ prefix }) => ({
      findings: findings.get(prefix) ?? [],
      undecided: undecided.get(prefix) ?? [],
    }));
  }
}

/** A rule without a subject or a scope judges the rows of other cases too: those are no one's question. */
function isOwn({ rule_code, psn_no }: Finding): boolean {
  return familyOf(rule_code) === familyOf(psn_no);
}
