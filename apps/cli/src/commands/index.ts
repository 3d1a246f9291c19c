import type { Command } from 'commander';
import { addAudit } from './audit.ts';
import { addCheck } from './check.ts';
import { addDemo } from './demo.ts';
import { addExplain } from './explain.ts';
import { addImport } from './import.ts';
import { addKnowledge } from './knowledge.ts';
import { addQuality } from './quality.ts';
import { addRules } from './rules.ts';
import { addSynth } from './synth.ts';

/** Every command, in the order of the help page. */
export const commands: readonly ((program: Command) => void)[] = [
  addDemo,
  addImport,
  addAudit,
  addExplain,
  addCheck,
  addRules,
  addKnowledge,
  addSynth,
  addQuality,
];
