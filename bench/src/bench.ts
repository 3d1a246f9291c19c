/** What every measurement is: a name, what it compares, and one object of figures. */

export interface BenchOptions {
  /** Wanted fee lines of the synthetic county. */
  readonly lines: number;
  readonly seed: number;
  /** Rounds of each side, interleaved; figures are medians over them. */
  readonly rounds: number;
  /** Folder for generated data; what a run makes there it removes, unless told to keep it. */
  readonly workdir: string;
  readonly keep: boolean;
}

/** Says on stderr, or wherever the caller likes, what is going on. */
export type OnProgress = (text: string) => void;

export interface Bench<Report extends object = object> {
  /** One line for the help page: Chinese and English. */
  readonly about: string;
  /** Lines and rounds when the caller names none: a few minutes on two cores. */
  readonly defaults: Pick<BenchOptions, 'lines' | 'rounds'>;
  run(options: BenchOptions, onProgress: OnProgress): Promise<Report>;
}
