import type { Command } from 'commander';
import { addAudit } from './audit.ts';
import { addCheck } from './check.ts';
import { addExplain } from './explain.ts';
import { addImport } from './import.ts';
import { addKnowledge } from './knowledge.ts';
import { addRules } from './rules.ts';

/** Every command, in the order of the help page. */
export const commands: readonly ((program: Command) => void)[] = [
  addImport,
  addAudit,
  addExplain,
  addCheck,
  addRules,
  addKnowledge,
];
