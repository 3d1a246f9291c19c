/** Known rules and folders for the tests of local knowledge. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Point, Rule, RuleType } from '@shouhu/rules';
import { loadLocal } from './load.ts';
import type { LocalReading } from './load.ts';

/** A rule of the national list, invented but for its shape. */
function knownRule(rule_code: string, rule_name: string, rule_type: RuleType, points: Point[] = []): Rule {
  return {
    rule_code,
    rule_name,
    rule_type,
    rule_class: 'policy',
    verdict: 'violation',
    stages: ['before', 'during', 'after'],
    scope: { is: 'always' },
    basis: ['依据'],
    message: '{item}',
    points,
  };
}

export const KNOWN: readonly Rule[] = [
  knownRule('GZ10000101007000', '药品限儿童使用', 'restrict'),
  knownRule('GZ10000102014000', '医疗服务项目限定频次', 'limit'),
  knownRule('GZ10000102015000', '医疗服务项目超限定报销总额', 'price'),
  knownRule('LK2025-031', '医疗服务项目周期超频次', 'spacing'),
];

/** Reads a folder that holds these files. */
export function reading(files: Readonly<Record<string, string | Uint8Array>>): LocalReading {
  const folder = mkdtempSync(join(tmpdir(), 'shouhu-local-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return loadLocal(folder, KNOWN);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The codes, lines and columns of what is wrong. */
export function faults(files: Readonly<Record<string, string | Uint8Array>>): string[] {
  const read = reading(files);
  return read.ok
    ? []
    : read.errors.map(({ code, place }) => `${code} ${place.line ?? ''} ${place.field ?? ''}`.trimEnd());
}
