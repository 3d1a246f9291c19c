export interface Passkey {
  readonly passkey_id: string;
  readonly name: string;
  readonly created_at: string;
  readonly used_at: string | null;
}

/** To an account at the identity provider of the bureau. */
export interface Link {
  readonly issuer: string;
  readonly linked_at: string;
  readonly used_at: string | null;
}

export interface OwnAccount {
  readonly username: string;
  readonly has_totp: boolean;
  readonly passkeys: readonly Passkey[];
  readonly link: Link | null;
  readonly phone: string | null;
  readonly password_set_at: string;
  readonly sign_ins: readonly { readonly at: string; readonly action: string }[];
}

/** As the sign-in library tells of them. */
export interface Session {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly ipAddress?: string | null;
  readonly userAgent?: string | null;
}
