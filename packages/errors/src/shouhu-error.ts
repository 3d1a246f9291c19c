import { catalogue } from './catalogue.ts';
import type { ErrorCode, ParamsOf } from './catalogue.ts';
import { fill } from './entry.ts';
import type { Entry, Exit, Params } from './entry.ts';

/** Where it happened, as far as known. `line` counts from 1, the header being line 1. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly table?: string;
  readonly field?: string;
}

/** An error of the catalogue, for the user: code, reason, place and remedy in Chinese and English, exit status. */
export class ShouhuError extends Error {
  readonly code: ErrorCode;
  readonly params: Params;
  readonly place: Place;
  readonly #entry: Entry;

  constructor(code: ErrorCode, params: Params, place: Place, cause: unknown) {
    const entry = catalogue[code];
    super(`${code} ${fill(entry.en, params)}`, cause === undefined ? {} : { cause });
    this.name = 'ShouhuError';
    this.code = code;
    this.params = params;
    this.place = place;
    this.#entry = entry;
  }

  get exit(): Exit {
    return this.#entry.exit;
  }

  get zh(): string {
    return fill(this.#entry.zh, this.params);
  }

  get en(): string {
    return fill(this.#entry.en, this.params);
  }

  get fix_zh(): string {
    return fill(this.#entry.fix_zh, this.params);
  }

  get fix_en(): string {
    return fill(this.#entry.fix_en, this.params);
  }

  /** What machine output carries. */
  toJSON(): Record<string, unknown> {
    const { code, exit, zh, en, fix_zh, fix_en, place } = this;
    return { code, exit, zh, en, fix_zh, fix_en, place };
  }
}

/** Makes an error of the catalogue with the parameters that its texts name: `throw shouhuError('SH-I001', { path })`. */
export function shouhuError<Code extends ErrorCode>(
  code: Code,
  params: ParamsOf<Code>,
  place: Place = {},
  cause?: unknown,
): ShouhuError {
  return new ShouhuError(code, params, place, cause);
}

/** Anything caught, as an error of the catalogue: what is not one of them is an internal fault. */
export function asShouhuError(caught: unknown): ShouhuError {
  if (caught instanceof ShouhuError) return caught;
  const detail = caught instanceof Error ? caught.message : String(caught);
  return shouhuError('SH-X001', { detail: detail.split('\n')[0] ?? '' }, {}, caught);
}
