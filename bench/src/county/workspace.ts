/** Synthetic counties and their lakes, made once and used again by the next measurement with the same parameters. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchOptions, OnProgress } from '../bench.ts';
import { runSide } from '../process/run-side.ts';
import type { CountySpec } from './county-spec.ts';

export interface County extends CountySpec {
  /** Folder of the national tables. */
  readonly dir: string;
  /** Fee lines written, which differ from those wanted by a tenth or two. */
  readonly written_lines: number;
}

/** Folders of one measurement below the workdir; those it made itself are removed at its end. */
export class Workspace {
  readonly #options: BenchOptions;
  readonly #made = new Set<string>();

  constructor(options: BenchOptions) {
    this.#options = options;
  }

  /** A fresh folder that exists, removed at the end even when data are kept. */
  async scratch(name: string): Promise<string> {
    const path = join(this.#options.workdir, `${name}-${process.pid}`);
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true, mode: 0o700 });
    this.#made.add(path);
    return path;
  }

  /** The county of a specification: the one that lies there when it was made from the same, else a new one. */
  async county(spec: CountySpec, onProgress: OnProgress): Promise<County> {
    const dir = join(this.#options.workdir, `county-${nameOf(spec)}`);
    const written_lines = await this.#once(dir, spec, async () => {
      onProgress(`generating a county of ${spec.lines} lines`);
      return (await runSide('generate', { ...spec, out: dir }, onProgress)).output.lines;
    });
    return { ...spec, dir, written_lines };
  }

  /** The lake of a county, imported when it is not there. */
  async lake(county: County, onProgress: OnProgress): Promise<string> {
    const folder = join(this.#options.workdir, `lake-${nameOf(county)}`);
    const { insured, months, seed, lines } = county;
    await this.#once(folder, { insured, months, seed, lines }, async () => {
      onProgress('importing the county');
      const input = { dir: county.dir, lake: join(folder, 'lake'), key_file: join(folder, 'key') };
      return (await runSide('import-folder', input, onProgress)).output.rows;
    });
    return join(folder, 'lake');
  }

  /** Removes what this measurement made; found data stay. */
  async close(): Promise<void> {
    for (const path of this.#made) await rm(path, { recursive: true, force: true });
  }

  /** Makes a folder unless its note says that it was made from the same; the note is written last. */
  async #once(folder: string, spec: CountySpec, make: () => Promise<number>): Promise<number> {
    const note = `${folder}.json`;
    const wanted = JSON.stringify(spec);
    if (existsSync(note)) {
      const [made, rows] = readFileSync(note, 'utf8').split('\n');
      if (made === wanted) return Number(rows);
    }
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (!this.#options.keep) for (const path of [folder, note]) this.#made.add(path);
    const rows = await make();
    await writeFile(note, `${wanted}\n${rows}\n`);
    return rows;
  }
}

function nameOf({ insured, months, seed, lines }: CountySpec): string {
  return [lines, insured, months, seed].join('-');
}
