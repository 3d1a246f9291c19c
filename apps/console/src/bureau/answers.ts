/** What documents say of the bureau, as the server answers it. */
export interface Bureau {
  readonly admdvs: string;
  readonly name: string;
  readonly abbreviation: string;
  readonly address: string;
  readonly telephone: string;
  readonly reconsideration: string;
  readonly court: string;
  readonly refund_account: string;
  readonly fine_account: string;
}
