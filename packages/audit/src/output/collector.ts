/** Takes judgements part by part: rows to their files, money to the totals. */
import { join } from 'node:path';
import { civilDay, compareCodePoints, formatCivilDate } from '@shouhu/codes';
import { rowsOf } from '@shouhu/lake';
import { exemptionOf, type ChargedCodes, type Exemption, type Snapshot } from '@shouhu/rulebook';
import type { Finding, Judgement } from '@shouhu/rules';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Unknown } from '../engine/index.ts';
import type { Unfed } from '../unfed.ts';
import { FILES } from './read.ts';
import { SortedFile } from './sorted-file.ts';
import { Totaller } from './totals.ts';
import { written, writtenUndecided, type WrittenFinding } from './written.ts';

interface Period {
  readonly snapshot: Snapshot;
  readonly from?: number;
  readonly to?: number;
}

/** A rule that could decide nothing because a column or table is absent throughout. */
export interface NotRun extends Unfed {
  readonly lines: number;
}

export class Collector {
  readonly findings: SortedFile;
  readonly undecided: SortedFile;
  readonly totaller = new Totaller();
  readonly undecidedByRule = new Map<string, number>();
  exempted = 0;
  readonly #exemptions: readonly Exemption[];
  readonly #from: string;
  readonly #to: string;
  readonly #notRun = new Map<string, NotRun>();

  private constructor({ snapshot, from, to }: Period, findings: SortedFile, undecided: SortedFile) {
    this.#exemptions = snapshot.exemptions;
    this.#from = from === undefined ? '' : formatCivilDate(civilDay(from));
    this.#to = to === undefined ? '9999' : formatCivilDate(civilDay(to));
    this.findings = findings;
    this.undecided = undecided;
  }

  static async create(period: Period): Promise<Collector> {
    return new Collector(period, await SortedFile.create(), await SortedFile.create());
  }

  noteUnfed(unfed: readonly Unfed[]): void {
    for (const rule of unfed) this.#notRun.set(rule.rule_code, { ...rule, lines: 0 });
  }

  /** Rules that ran on nothing, in the order of their codes. */
  get notRun(): NotRun[] {
    return [...this.#notRun.values()].toSorted((a, b) => compareCodePoints(a.rule_code, b.rule_code));
  }

  async add(judgement: Judgement, unknown: readonly Unknown[], connection: DuckDBConnection): Promise<void> {
    const findings = judgement.findings.filter((finding) => this.#inPeriod(finding));
    const undecided = judgement.undecided.filter((finding) => this.#inPeriod(finding));
    const charged = await chargedCodes(connection, findings, this.#exemptions);
    const rows = findings.map((finding) => {
      const exemption = exemptionOf(finding, charged(finding), this.#exemptions);
      if (exemption === undefined) this.totaller.add(finding);
      else this.exempted += 1;
      return written(finding, exemption?.exemption_id ?? null);
    });
    await this.findings.add(rows);
    await this.undecided.add(undecided.map(writtenUndecided));
    for (const { rule_code } of undecided) {
      this.undecidedByRule.set(rule_code, (this.undecidedByRule.get(rule_code) ?? 0) + 1);
    }
    for (const { rule_code, rule_name, reason, lines } of unknown) {
      const known = this.#notRun.get(rule_code);
      this.#notRun.set(rule_code, {
        rule_code,
        rule_name,
        absent: [...new Set([...(known?.absent ?? []), ...reason.split(',')])].toSorted(compareCodePoints),
        lines: (known?.lines ?? 0) + lines,
      });
    }
  }

  /** Takes over a finding of the run before as it was written. */
  async keep(finding: WrittenFinding): Promise<void> {
    if (finding.exempted_by === null) this.totaller.add(finding);
    else this.exempted += 1;
    await this.findings.add([finding]);
  }

  async keepUndecided(finding: WrittenFinding): Promise<void> {
    this.undecidedByRule.set(finding.rule_code, (this.undecidedByRule.get(finding.rule_code) ?? 0) + 1);
    await this.undecided.add([finding]);
  }

  /** Writes findings.jsonl and cannot_decide.jsonl. */
  async write(out: string): Promise<void> {
    await this.findings.finish(join(out, FILES.findings));
    await this.undecided.finish(join(out, FILES.undecided));
  }

  async discard(): Promise<void> {
    await this.findings.discard();
    await this.undecided.discard();
  }

  #inPeriod({ service_date }: Finding): boolean {
    return this.#from <= service_date && service_date <= this.#to;
  }
}

const nothing: ChargedCodes = { items: [], doctors: [] };

/** Items and doctors of charged lines, read only when an exemption asks for them. */
async function chargedCodes(
  connection: DuckDBConnection,
  findings: readonly Finding[],
  exemptions: readonly Exemption[],
): Promise<(finding: Finding) => ChargedCodes> {
  const asked = exemptions.some(({ subject_kind }) => subject_kind === 'item' || subject_kind === 'doctor');
  if (!asked || findings.length === 0) return () => nothing;
  const persons = [...new Set(findings.map(({ psn_no }) => `'${psn_no.replaceAll("'", "''")}'`))];
  const rows = await rowsOf<{ fixmedins_code: string; line_id: string; item: string; dr: string | null }>(
    connection,
    `SELECT fixmedins_code, line_id, item, dr FROM j_line WHERE psn_no IN (${persons.join(', ')})`,
  );
  const lines = new Map(rows.map((row) => [`${row.fixmedins_code}|${row.line_id}`, row]));
  return (finding) => {
    const own = finding.lines.flatMap(
      ({ line_id, fixmedins_code = finding.fixmedins_code }) => lines.get(`${fixmedins_code}|${line_id}`) ?? [],
    );
    return { items: own.map(({ item }) => item), doctors: own.map(({ dr }) => dr) };
  };
}
