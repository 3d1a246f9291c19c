import { shouhuError } from '@shouhu/errors';
import type { ErrorCode, ParamsOf, Place, ShouhuError } from '@shouhu/errors';

/** Collects what is wrong with local knowledge, so that one check names everything at once. */
export class Problems {
  /** Stop a run before it judges. */
  readonly errors: ShouhuError[] = [];
  /** Told once, and judged on. */
  readonly notices: ShouhuError[] = [];

  refuse<Code extends ErrorCode>(code: Code, params: ParamsOf<Code>, place: Place): undefined {
    this.errors.push(shouhuError(code, params, place));
  }

  notice<Code extends ErrorCode>(code: Code, params: ParamsOf<Code>, place: Place): void {
    this.notices.push(shouhuError(code, params, place));
  }
}
