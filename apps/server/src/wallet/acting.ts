/** An insured person who acts, known by whoever let them in. */
export interface Acting {
  readonly psn_no: string;
  readonly at: Date;
}
