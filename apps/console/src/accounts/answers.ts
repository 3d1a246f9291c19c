import type { Duty } from '@shouhu/procedure';

export interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly duties: readonly Duty[];
  readonly regions: readonly string[];
  readonly fixmedins_code: string | null;
  readonly fixmedins_name: string | null;
  readonly disabled: boolean;
  readonly has_totp: boolean;
  readonly must_change: boolean;
  readonly phone: string | null;
  readonly is_waiting: boolean;
}

/** A change that one person proposes and another confirms. */
export interface ChangeRow {
  readonly change_id: string;
  readonly user_id: string;
  readonly username: string;
  readonly name: string;
  readonly kind: 'posts' | 'password' | 'totp' | 'disable' | 'enable' | 'sessions';
  readonly duties: readonly Duty[];
  readonly regions: readonly string[];
  readonly fixmedins_code: string | null;
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_by_name: string;
  readonly proposed_at: string;
  readonly confirmed: boolean | null;
  readonly decided_by_name: string | null;
  readonly decided_at: string | null;
}

export interface AccountView extends AccountRow {
  readonly created_at: string;
  readonly sessions: number;
  readonly last_sign_in: string | null;
  readonly passkeys: number;
  readonly is_linked: boolean;
  readonly first_password_until: string | null;
  readonly changes: readonly ChangeRow[];
}

export interface Made {
  readonly id: string;
  /** Shown this once. */
  readonly password: string | null;
}
