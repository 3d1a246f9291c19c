/** The knowledge a run judges by, joined from what ships and what the bureau adds. */
import { shouhuError, type ShouhuError } from '@shouhu/errors';
import { defaultRules } from './defaults/index.ts';
import { knownRules } from './known-rules.ts';
import { loadLocal, type LocalKnowledge } from './local/load.ts';
import { loadNational, nationalRules, type NationalFacts } from './national/index.ts';
import { ownRules } from './own/rules.ts';
import type { Tunable } from './knowledge.ts';
import { tunableOf } from './local/settings.ts';
import { buildSnapshot, type Snapshot } from './snapshot/build.ts';

export interface KnowledgeOptions {
  /** Folder of local knowledge. */
  readonly folder?: string;
  /** Folder of national facts in place of the shipped ones (written by `knowledge import-annex`). */
  readonly nationalFolder?: URL;
  /** False leaves the published points and the defaults out; default true. */
  readonly national?: boolean;
  /** Civil day whose knowledge judges older services. */
  readonly asOf?: number;
  /** Codes or names of the only rules and schemes to judge by. */
  readonly only?: readonly string[];
  /** Schemes that local knowledge and `only` may name. */
  readonly schemes?: readonly Tunable[];
}

export interface CurrentKnowledge {
  readonly snapshot: Snapshot;
  readonly facts: NationalFacts;
  /** What in the local knowledge is odd, but stops nothing. */
  readonly notices: readonly ShouhuError[];
}

const NOTHING: LocalKnowledge = { rules: [], parameters: [], settings: [], exemptions: [] };
const OWN_VERSION = '2';
const DEFAULT_VERSION = '1';

/**
 * Loads, checks and joins knowledge into one snapshot.
 * @throws KnowledgeProblems when local rows are wrong; ShouhuError SH-K007 for an unknown rule in `only`
 */
export function currentKnowledge(options: KnowledgeOptions = {}): CurrentKnowledge {
  const facts = loadNational(options.nationalFolder);
  const schemes = options.schemes ?? [];
  const reading = options.folder === undefined ? null : loadLocal(options.folder, knownRules(facts), schemes);
  if (reading?.ok === false) throw new KnowledgeProblems(options.folder ?? '', reading.errors);
  const local = reading?.knowledge ?? NOTHING;
  const without = options.national === false;
  const national = without ? [] : nationalRules(facts);
  const defaults = without ? [] : defaultRules(facts);
  const snapshot = buildSnapshot({
    sources: [
      { name: 'national', version: latestBatch(facts), rules: national },
      { name: 'default', version: DEFAULT_VERSION, rules: defaults },
      { name: 'own', version: OWN_VERSION, rules: ownRules },
      { name: 'local', version: '', rules: local.rules },
    ],
    parameters: local.parameters,
    settings: local.settings,
    exemptions: local.exemptions,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.only === undefined ? {} : onlyThese(options.only, schemes)),
  });
  return { snapshot, facts, notices: reading?.notices ?? [] };
}

/** Parts what was named into rules and schemes. */
function onlyThese(names: readonly string[], tunables: readonly Tunable[]): { only: string[]; schemes: string[] } {
  const named = names.map((name) => ({ name, scheme: tunableOf(tunables, name) }));
  return {
    only: named.flatMap(({ name, scheme }) => (scheme === undefined ? [name] : [])),
    schemes: named.flatMap(({ scheme }) => (scheme === undefined ? [] : [scheme.code])),
  };
}

/** All that is wrong with a folder of local knowledge; each problem names its file, line, column and reason. */
export class KnowledgeProblems extends Error {
  readonly problems: readonly ShouhuError[];
  readonly summary: ShouhuError;

  constructor(folder: string, problems: readonly ShouhuError[]) {
    super(`${problems.length} problems in ${folder}`);
    this.name = 'KnowledgeProblems';
    this.problems = problems;
    this.summary = shouhuError('SH-K001', { count: problems.length }, { file: folder });
  }
}

function latestBatch({ batches }: NationalFacts): string {
  return String(Math.max(...[...batches.keys()].map(Number).filter(Number.isFinite)));
}
