/** How a run did against the labels of an invented county. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FILES, readFindings } from '@shouhu/audit';
import { fromSystemError } from '@shouhu/errors';
import { aucOf } from '@shouhu/indicators';
import type { RankedInstitution } from '@shouhu/indicators';
import { scoreFindings, scoreSchemes } from '@shouhu/synth';
import type { ClassScore, Label, SchemeHit, SchemeLabel, SchemeScore } from '@shouhu/synth';
import { countText } from './terminal.ts';

export interface RunScore {
  readonly classes: readonly ClassScore[];
  readonly schemes: readonly SchemeScore[];
  /** AUC of the ranking by indicators alone: how surely a culprit stands above an honest institution; null where nobody is guilty. */
  readonly ranking: number | null;
}

/** @param claims folder of the county with its answer sheets; @param results folder of the run over it */
export async function scoreRun(claims: string, results: string): Promise<RunScore> {
  const labels = await readLines<Label>(join(claims, 'labels.jsonl'));
  const schemeLabels = await readLines<SchemeLabel>(join(claims, 'scheme_labels.jsonl'));
  const findings = [];
  for await (const finding of readFindings(join(results, FILES.findings))) findings.push(finding);
  const hits = await readLines<SchemeHit>(join(results, FILES.schemes));
  return {
    classes: scoreFindings(labels, findings, schemeLabels),
    schemes: scoreSchemes(schemeLabels, hits, labels),
    ranking: await scoreRanking(claims, results),
  };
}

async function scoreRanking(claims: string, results: string): Promise<number | null> {
  const path = join(claims, 'culprits.json');
  const culprits: Record<string, string[]> = JSON.parse(await reading(path, async () => readFile(path, 'utf8')));
  const ranked = await readLines<RankedInstitution>(join(results, FILES.institutions));
  const judged = ranked.map(({ fixmedins_code, score }) => ({
    probability: score,
    confirmed: Object.hasOwn(culprits, fixmedins_code),
  }));
  const auc = aucOf(judged);
  return Number.isNaN(auc) ? null : auc;
}

async function readLines<Row>(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  await reading(path, async () => {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
      const row: Row = JSON.parse(line);
      rows.push(row);
    }
  });
  return rows;
}

async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

/** Two lines a demo ends with. */
export function scoreLine({ classes, schemes }: Omit<RunScore, 'ranking'>): string {
  const sum = <T>(rows: readonly T[], value: (row: T) => number) => rows.reduce((total, row) => total + value(row), 0);
  const planted = countText(sum(classes, (score) => score.violations));
  const found = countText(sum(classes, (score) => score.found));
  const alarms = countText(sum(classes, (score) => score.false_alarms.length));
  const extra = countText(sum(classes, (score) => score.extra_findings_on_honest));
  const schemesPlanted = countText(sum(schemes, (score) => score.planted));
  const schemesFound = countText(sum(schemes, (score) => score.found));
  const wrong = countText(sum(schemes, (score) => score.false_on_look_alikes.length + score.false_on_honest));
  return (
    `对照答案：埋入违规 ${planted} 处，查出 ${found} 处；误报形似而合规者 ${alarms} 处，误报其他 ${extra} 处；` +
    `埋入欺诈模式 ${schemesPlanted} 个，查出 ${schemesFound} 个，误报 ${wrong} 个\n` +
    `Against the labels: ${found} of ${planted} planted violations found, ${alarms} look-alikes and ${extra} honest uses reported; ` +
    `${schemesFound} of ${schemesPlanted} planted schemes found, ${wrong} false`
  );
}
