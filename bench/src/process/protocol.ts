/** What a measurement and the process of one of its sides say to each other. */
import type { OnProgress } from '../bench.ts';
import type { CountySpec } from '../county/county-spec.ts';
import type { BareCopyInput, BareCopyOutput } from '../sides/bare-copy.ts';
import type { BareScanInput, BareScanOutput } from '../sides/bare-scan.ts';
import type { ByHandInput, ByHandOutput } from '../sides/by-hand.ts';
import type { ClosuresInput, ClosuresOutput } from '../sides/closures.ts';
import type { ImportInput, ImportOutput } from '../sides/import-folder.ts';
import type { JudgeInput, JudgeOutput } from '../sides/judge.ts';
import type { EngineRow, RivalsInput } from '../sides/rivals.ts';
import type { SnapshotInput, SnapshotOutput } from '../sides/snapshot.ts';
import type { TillInput, TillOutput } from '../sides/till.ts';

interface SideMap {
  'bare-copy': { input: BareCopyInput; output: BareCopyOutput };
  'bare-scan': { input: BareScanInput; output: BareScanOutput };
  'by-hand': { input: ByHandInput; output: ByHandOutput };
  closures: { input: ClosuresInput; output: ClosuresOutput };
  generate: { input: CountySpec & { readonly out: string }; output: { lines: number } };
  'import-folder': { input: ImportInput; output: ImportOutput };
  judge: { input: JudgeInput; output: JudgeOutput };
  rivals: { input: RivalsInput; output: EngineRow[] };
  snapshot: { input: SnapshotInput; output: SnapshotOutput };
  till: { input: TillInput; output: TillOutput };
}

export type SideName = keyof SideMap;
export type InputOf<Name extends SideName> = SideMap[Name]['input'];
export type OutputOf<Name extends SideName> = SideMap[Name]['output'];

/** One side of a comparison; its input and output pass between processes. */
export type Side<Name extends SideName> = (input: InputOf<Name>, onProgress: OnProgress) => Promise<OutputOf<Name>>;
export type Sides = { readonly [Name in SideName]: Side<Name> };

/** From the measurement: once, at the start. */
export interface Request<Name extends SideName = SideName> {
  readonly name: Name;
  readonly input: InputOf<Name>;
}

/** From the side: any number of progress texts, then one end. */
export type Answer =
  | { readonly is: 'progress'; readonly text: string }
  | { readonly is: 'done'; readonly output: unknown; readonly peak_rss_mb: number }
  | { readonly is: 'failed'; readonly reason: string };
