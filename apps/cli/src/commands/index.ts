/** Every command in the order of the help page, each loaded when it is asked for: the till does not wait for the bench. */
import type { Command } from 'commander';

type Add = (program: Command) => void;

const loaders: Readonly<Record<string, () => Promise<Add>>> = {
  demo: async () => (await import('./demo.ts')).addDemo,
  import: async () => (await import('./import.ts')).addImport,
  audit: async () => (await import('./audit.ts')).addAudit,
  report: async () => (await import('./report.ts')).addReport,
  letters: async () => (await import('./letters.ts')).addLetters,
  serve: async () => (await import('./serve.ts')).addServe,
  backup: async () => (await import('./backup.ts')).addBackup,
  restore: async () => (await import('./restore.ts')).addRestore,
  doctor: async () => (await import('./doctor.ts')).addDoctor,
  key: async () => (await import('./key.ts')).addKey,
  kit: async () => (await import('./kit.ts')).addKit,
  his: async () => (await import('./his.ts')).addHis,
  simulate: async () => (await import('./simulate.ts')).addSimulate,
  log: async () => (await import('./log.ts')).addLog,
  explain: async () => (await import('./explain.ts')).addExplain,
  check: async () => (await import('./check.ts')).addCheck,
  benefits: async () => (await import('./benefits.ts')).addBenefits,
  rules: async () => (await import('./rules.ts')).addRules,
  knowledge: async () => (await import('./knowledge.ts')).addKnowledge,
  model: async () => (await import('./model.ts')).addModel,
  synth: async () => (await import('./synth.ts')).addSynth,
  quality: async () => (await import('./quality.ts')).addQuality,
  parity: async () => (await import('./parity.ts')).addParity,
  bench: async () => (await import('./bench.ts')).addBench,
};

/** The command named, or all of them where none is: for the help page and for a name that is wrong. */
export async function commandsFor(name: string | undefined): Promise<readonly Add[]> {
  const one = name === undefined ? undefined : loaders[name];
  if (one !== undefined) return [await one()];
  return Promise.all(Object.values(loaders).map(async (load) => load()));
}
