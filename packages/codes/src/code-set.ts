/** A national set of code values. */
export interface CodeSet {
  /** The set's Chinese name. */
  readonly zh: string;
  /** Where the values were read. */
  readonly source: string;
  /** Whether a published source was read for the set as a whole. */
  readonly verified: boolean;
  /** Values of a verified set that come from memory all the same. */
  readonly unverified?: readonly string[];
  /** Code → Chinese name. */
  readonly values: Readonly<Record<string, string>>;
}
