import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import type { RuleEngine } from './engine.ts';
import type { Check } from './sample.ts';

/**
 * The npm package @gorules/zen-engine: one row a check in one decision table that collects, precompiled, asked once a
 * visit for all its lines (loop), so that the way between JavaScript and its native code is walked as rarely as can be.
 */
export function zenEngine(checks: readonly Check[]): RuleEngine {
  const decision = new ZenEngine().createDecision(new ZenDecisionContent(tableOf(checks)));
  return {
    judge: async ({ lines }) => {
      const { result }: { result: { found: { check: string }[][] } } = await decision.evaluate({ lines });
      return result.found.flatMap((rows, at) => rows.map(({ check }) => `${lines[at]?.line_id ?? ''} ${check}`));
    },
  };
}

function tableOf(checks: readonly Check[]): object {
  const position = { x: 0, y: 0 };
  const table = {
    hitPolicy: 'collect',
    passThrough: false,
    executionMode: 'loop',
    inputField: 'lines',
    outputPath: 'found',
    inputs: [
      { id: 'item', field: 'item', name: 'item' },
      { id: 'gend', field: 'gend', name: 'gend' },
      { id: 'age', field: 'age', name: 'age' },
      { id: 'beside', field: '', name: 'beside' },
    ],
    outputs: [{ id: 'check', field: 'check', name: 'check' }],
    rules: checks.map(rowOf),
  };
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'table', type: 'decisionTableNode', name: 'table', position, content: table },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'first', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'second', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  };
}

function rowOf(check: Check): Record<string, string> {
  const text = (value: string) => JSON.stringify(value);
  return {
    _id: check.id,
    item: text(check.item),
    gend: check.kind === 'sex' ? `!= ${text(check.gend)}` : '',
    age: check.kind === 'age' ? `< ${check.from} or > ${check.to}` : '',
    beside: check.kind === 'pair' ? `${text(check.beside)} in items` : '',
    check: text(check.id),
  };
}
