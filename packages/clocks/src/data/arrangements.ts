/**
 * The State Council's arrangements of holidays (国务院办公厅关于…年部分节假日安排的通知), a row per year: days off that are no
 * weekend or whole spans including weekends, and weekend days that are worked instead. Dates are `MM-dd`, spans `MM-dd/MM-dd`.
 * A few days of late December belong to the next year's notice and stand in the year they fall in.
 */
export interface Arrangement {
  readonly year: number;
  /** Dates of the notices, the later ones amending the first. */
  readonly notices: readonly string[];
  /** Whether the row was compared with the published text. */
  readonly verified: boolean;
  readonly off: readonly string[];
  readonly worked: readonly string[];
}

export const arrangements: readonly Arrangement[] = [
  {
    year: 2019,
    notices: ['2018-12-06', '2019-03-22'],
    verified: true,
    off: ['01-01', '02-04/02-10', '04-05', '05-01/05-04', '06-07', '09-13', '10-01/10-07'],
    worked: ['02-02', '02-03', '04-28', '05-05', '09-29', '10-12'],
  },
  {
    year: 2020,
    notices: ['2019-11-21', '2020-01-27'],
    verified: true,
    off: ['01-01', '01-24/02-02', '04-04/04-06', '05-01/05-05', '06-25/06-27', '10-01/10-08'],
    worked: ['01-19', '04-26', '05-09', '06-28', '09-27', '10-10'],
  },
  {
    year: 2021,
    notices: ['2020-11-25'],
    verified: true,
    off: ['01-01/01-03', '02-11/02-17', '04-03/04-05', '05-01/05-05', '06-12/06-14', '09-19/09-21', '10-01/10-07'],
    worked: ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09'],
  },
  {
    year: 2022,
    notices: ['2021-10-25', '2022-12-08'],
    verified: true,
    off: [
      '01-01/01-03', '01-31/02-06', '04-03/04-05', '04-30/05-04', '06-03/06-05', '09-10/09-12', '10-01/10-07', '12-31',
    ],
    worked: ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09'],
  },
  {
    year: 2023,
    notices: ['2022-12-08'],
    verified: true,
    off: ['01-01/01-02', '01-21/01-27', '04-05', '04-29/05-03', '06-22/06-24', '09-29/10-06'],
    worked: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  },
  {
    year: 2024,
    notices: ['2023-10-25'],
    verified: true,
    off: ['01-01', '02-10/02-17', '04-04/04-06', '05-01/05-05', '06-10', '09-15/09-17', '10-01/10-07'],
    worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  {
    year: 2025,
    notices: ['2024-11-12'],
    verified: true,
    off: ['01-01', '01-28/02-04', '04-04/04-06', '05-01/05-05', '05-31/06-02', '10-01/10-08'],
    worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  {
    year: 2026,
    notices: ['2025-11-04'],
    verified: true,
    off: ['01-01/01-03', '02-15/02-23', '04-04/04-06', '05-01/05-05', '06-19/06-21', '09-25/09-27', '10-01/10-07'],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
];
