/** What leads promise of any county (docs/semantics.md 16, 38, 40): each line once, the greatest amount, the same bytes. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { generateCounty } from '@shouhu/synth';
import { nat, sample } from 'fast-check';
import { audited, readCounty, type Audited, type County } from '../bad-input.fixture.ts';
import { FILES } from '../output/read.ts';
import { expectedLines, leadLines, type LeadLine } from './lead-lines.fixture.ts';
import { disordered } from './disordered.fixture.ts';

interface Case {
  readonly seed: number;
  readonly county: County;
  readonly result: Audited;
  readonly lines: readonly LeadLine[];
}

let folder = '';
let cases: Case[] = [];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-leads-'));
  cases = await Promise.all(sample(nat(), { numRuns: 2, seed: 20_261_125 }).map(caseOf));
});
after(() => rm(folder, { recursive: true, force: true }));

/** A county large enough for planted schemes, and what was found in it. */
async function caseOf(seed: number): Promise<Case> {
  const dir = join(folder, `county-${seed}`);
  generateCounty({ insured: 1_000, months: 1, seed, out: dir });
  const county = readCounty(dir);
  const result = await audited(folder, county);
  return { seed, county, result, lines: await leadLines(result.out) };
}

describe('leads of any county', () => {
  test('hold every line that a finding or scheme names, once, with the greatest amount', async () => {
    for (const { result, lines } of cases) assert.deepEqual(namedAmounts(lines), await expectedLines(result));
  });

  test('add up to their lines and to what hangs on none', () => {
    for (const { result, lines } of cases) assertSums(result, lines);
  });

  test('speak of every finding and scheme, and name each of their rules once', () => {
    for (const { result } of cases) assertEverythingLeads(result);
  });

  test('are the same bytes on two threads and from other files in another order', async () => {
    const [first] = cases;
    assert.ok(first !== undefined);
    const again = await audited(folder, disordered(first.county, first.seed), { threads: 2, files: 3 });
    for (const name of COMPARED) await assertSameBytes(join(first.result.out, name), join(again.out, name));
  });
});

const COMPARED = [
  FILES.findings,
  FILES.undecided,
  FILES.schemes,
  FILES.leads,
  FILES.leadLines,
  FILES.institutions,
  FILES.indicators,
  FILES.summary,
];

async function assertSameBytes(one: string, other: string): Promise<void> {
  assert.ok((await readFile(one)).equals(await readFile(other)), `${one} and ${other} differ`);
}

/** Amount of each line; a line that stood in two leads would stand here twice. */
function namedAmounts(lines: readonly LeadLine[]): string[] {
  return lines
    .map(({ fixmedins_code, line_id, at_risk_fen }) => `${fixmedins_code} ${line_id} ${at_risk_fen}`)
    .toSorted();
}

function assertSums({ leads, schemes, summary }: Audited, lines: readonly LeadLine[]): void {
  const byLead = Map.groupBy(lines, ({ lead_id }) => lead_id);
  const sum = (own: readonly LeadLine[]): number => own.reduce((total, { at_risk_fen }) => total + at_risk_fen, 0);
  for (const lead of leads) {
    const own = byLead.get(lead.lead_id) ?? [];
    const violation_fen = sum(own.filter(({ verdict }) => verdict === 'violation'));
    const { unlined_fen } = lead;
    assert.deepEqual(
      {
        amount_fen: lead.amount_fen,
        violation_fen: lead.violation_fen,
        suspicion_fen: lead.suspicion_fen,
        lines: lead.lines,
      },
      {
        amount_fen: sum(own) + unlined_fen,
        violation_fen,
        suspicion_fen: sum(own) + unlined_fen - violation_fen,
        lines: own.length,
      },
      lead.title,
    );
  }
  const unlined = schemes.filter(({ mdtrt_ids, line_ids }) => mdtrt_ids.length + line_ids.length === 0);
  const all = sum(lines) + unlined.reduce((total, { amount_fen }) => total + amount_fen, 0);
  assert.equal(summary.leads.amount_fen, all);
}

/** Findings that charge no line too: a rule leads as often as there are findings of it, lines of one may part them. */
function assertEverythingLeads({ findings, leads, schemes }: Audited): void {
  const told = new Map<string, number>();
  for (const { rules } of leads) {
    assert.equal(new Set(rules.map(({ rule_code }) => rule_code)).size, rules.length);
    for (const rule of rules) told.set(rule.rule_code, (told.get(rule.rule_code) ?? 0) + rule.findings);
  }
  for (const [code, own] of Map.groupBy(findings, ({ rule_code }) => rule_code)) {
    assert.ok((told.get(code) ?? 0) >= own.length, `${own.length} findings of ${code}, ${told.get(code)} in leads`);
  }
  assert.deepEqual(
    leads.flatMap((lead) => lead.schemes.map(({ scheme_id }) => scheme_id)).toSorted(),
    schemes.map(({ scheme_id }) => scheme_id),
  );
}
