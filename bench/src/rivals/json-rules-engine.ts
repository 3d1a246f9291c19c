import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { RuleEngine } from './engine.ts';
import type { Check } from './sample.ts';

/** The npm package json-rules-engine: one rule a check, one run a line, as its documentation shows. */
export function jsonRulesEngine(checks: readonly Check[]): RuleEngine {
  const engine = new Engine();
  for (const check of checks) engine.addRule({ conditions: conditionsOf(check), event: { type: check.id } });
  return {
    judge: async ({ lines }) => {
      const found: string[] = [];
      for (const { line_id, ...facts } of lines) {
        const { events } = await engine.run({ ...facts, items: [...facts.items] });
        for (const event of events) found.push(`${line_id} ${event.type}`);
      }
      return found;
    },
  };
}

function conditionsOf(check: Check): TopLevelCondition {
  const item = { fact: 'item', operator: 'equal', value: check.item };
  switch (check.kind) {
    case 'sex':
      return { all: [item, { fact: 'gend', operator: 'notEqual', value: check.gend }] };
    case 'age': {
      const outside = [
        { fact: 'age', operator: 'lessThan', value: check.from },
        { fact: 'age', operator: 'greaterThan', value: check.to },
      ];
      return { all: [item, { any: outside }] };
    }
    case 'pair':
      return { all: [item, { fact: 'items', operator: 'contains', value: check.beside }] };
  }
}
