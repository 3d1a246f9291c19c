/** What the server answers about points and black lists; compared with its own types in e2e/answers.ts. */
export interface PointsPerson {
  readonly person_id: string;
  readonly name_masked: string;
  readonly code_masked: string;
  readonly points: number;
  readonly findings: number;
  readonly state: 'clear' | 'suspended' | 'ended';
  readonly since: string | null;
  readonly until: string | null;
}

export interface PersonPoints extends PointsPerson {
  readonly year: number;
  readonly elsewhere: number;
  readonly course: readonly {
    readonly matter_id: string;
    readonly fixmedins_code: string;
    readonly fixmedins_name: string;
    readonly nature: string;
    readonly responsibility: string;
    readonly suggested: number;
    readonly found_on: string;
    readonly state: string;
    readonly points: number | null;
    readonly counts_from: string | null;
  }[];
}

export interface EntryRow {
  readonly matter_id: string;
  readonly subject: 'institution' | 'doctor' | 'insured';
  readonly person_id: string | null;
  readonly name: string;
  readonly code: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly grounds: string;
  readonly parent_id: string | null;
  readonly state: string;
  readonly from_day: string | null;
  readonly until_day: string | null;
  readonly listed: boolean;
}
