import type { RightName } from './rights.ts';

/** One route as the test of rights asks it; each capability lists its own, by `METHOD /path/{param}` as in the OpenAPI document. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Absent: for everybody who is signed in. */
  readonly right?: RightName;
  readonly body?: object;
  /** What the caller gets who has the right: some need more than the right to succeed. */
  readonly gets?: number;
  /** Answers nobody too, with nothing. */
  readonly open?: true;
  /** Answers everybody who has the right with what is theirs, which may be nothing: a list, a sum, a search. */
  readonly own?: true;
}
