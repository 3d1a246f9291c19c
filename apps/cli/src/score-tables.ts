/** Scores as tables: one row per class, one per scheme. */
import type { ClassScore, SchemeScore } from '@shouhu/synth';
import { countText, table } from './terminal.ts';

export function classTable(scores: readonly ClassScore[], names: ReadonlyMap<string, string>): string {
  return table(
    [
      { title: '编码 code' },
      { title: '规则 rule' },
      { title: '埋入 planted', align: 'right' },
      { title: '查出 found', align: 'right' },
      { title: '召回 recall', align: 'right' },
      { title: '形似 look-alikes', align: 'right' },
      { title: '误报 reported', align: 'right' },
      { title: '其他误报 extra', align: 'right' },
      { title: '金额不符 amounts', align: 'right' },
    ],
    scores.map((score) => [
      score.rule_code,
      names.get(score.rule_code) ?? '',
      countText(score.violations),
      countText(score.found),
      share(score.found, score.violations),
      countText(score.look_alikes),
      countText(score.false_alarms.length),
      countText(score.extra_findings_on_honest),
      countText(score.amount_errors.length),
    ]),
  );
}

export function schemeTable(scores: readonly SchemeScore[], names: ReadonlyMap<string, string>): string {
  return table(
    [
      { title: '编码 scheme' },
      { title: '模型 name' },
      { title: '埋入 planted', align: 'right' },
      { title: '查出 found', align: 'right' },
      { title: '召回 recall', align: 'right' },
      { title: '线索 hits', align: 'right' },
      { title: '命中 true', align: 'right' },
      { title: '旁证 cross', align: 'right' },
      { title: '形似误报', align: 'right' },
      { title: '其他误报', align: 'right' },
      { title: '准确 precision', align: 'right' },
      { title: '金额误差 money', align: 'right' },
    ],
    scores.map((score) => [
      score.scheme,
      names.get(score.scheme) ?? '',
      countText(score.planted),
      countText(score.found),
      share(score.found, score.planted),
      countText(score.hits),
      countText(score.true_hits),
      countText(score.cross_hits),
      countText(score.false_on_look_alikes.length),
      countText(score.false_on_honest),
      share(score.true_hits + score.cross_hits, score.hits),
      score.money_error === null ? '—' : `${(score.money_error * 100).toFixed(1)}%`,
    ]),
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '—' : (part / whole).toFixed(3);
}
