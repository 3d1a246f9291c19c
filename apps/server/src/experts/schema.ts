import type { ColumnType, JSONColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** Somebody who may be drawn: an expert, a social supervisor. */
interface ExpertTable {
  expert_id: string;
  kind: 'expert' | 'supervisor';
  name: string;
  field: string;
  unit: string;
  /** Where the unit is a designated institution: its code. */
  fixmedins_code: string | null;
  admdvs: string;
  phone_sealed: string;
  phone_masked: string;
  version: number;
  /** Since when nobody draws them any more. */
  left_on: string | null;
}

/** A stated tie to an institution: kinship, shares, earlier work. */
interface ExpertTieTable {
  expert_id: string;
  fixmedins_code: string;
  reason: string;
}

/** A draw with everything that is needed to repeat it. */
interface ExpertDrawTable {
  draw_id: Fixed<string>;
  admdvs: Fixed<string>;
  purpose: Fixed<string>;
  kind: Fixed<string>;
  field: Fixed<string | null>;
  fixmedins_code: Fixed<string | null>;
  count: Fixed<number>;
  seed: Fixed<string>;
  pool: JSONColumnType<string[], string, never>;
  pool_digest: Fixed<string>;
  recused: JSONColumnType<{ expert_id: string; reason: string }[], string, never>;
  drawn: JSONColumnType<string[], string, never>;
  drawn_by: Fixed<string>;
  drawn_at: Fixed<Date>;
}

export interface ExpertSchema {
  expert: ExpertTable;
  expert_tie: ExpertTieTable;
  expert_draw: ExpertDrawTable;
}
