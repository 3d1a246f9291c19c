/** Days for which what the door and the till said is kept. */
export interface Retention {
  readonly message_days: number;
  readonly decision_days: number;
}

/** Ten years: the shortest term of social-insurance files (社会保险业务档案管理规定), from memory, unverified. */
export const RETENTION_YEARS = 10;
export const DAYS_OF_YEAR = 366;
export const USUAL: Retention = {
  message_days: RETENTION_YEARS * DAYS_OF_YEAR,
  decision_days: RETENTION_YEARS * DAYS_OF_YEAR,
};
