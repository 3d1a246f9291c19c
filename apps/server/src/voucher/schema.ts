/** Tables of the e-voucher (医保电子凭证): one person, one code. */
import type { ColumnType, Generated } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** How the person confirmed the enrolment: a code sent to the registered phone, a face at a terminal, the identity card at a window. */
export type Way = 'phone' | 'face' | 'window';

interface VoucherTable {
  voucher_id: Fixed<string>;
  psn_no: Fixed<string>;
  /** By which a token names it: random, tells nothing of the person. */
  handle: Fixed<string>;
  /** Key of its tokens: 32 bytes, hexadecimal, sealed. */
  secret: string;
  /** Beginning of the latest token that was shown anywhere, in seconds of the epoch: none of then or before is taken anew. */
  last_shown: number;
  way: Fixed<Way>;
  /** Blind index of the device that shows it. */
  device: Fixed<string>;
  /** Where it was enrolled, and the region of that place. */
  place: Fixed<string>;
  admdvs: Fixed<string>;
  /** Who saw the person: an account of the platform for `window`, the terminal for `face`. */
  witness: Fixed<string | null>;
  enrolled_at: Fixed<Date>;
  revoked_by: string | null;
  revoked_at: Date | null;
}

/** A code sent to a phone, by which its owner confirms an enrolment. */
interface VoucherChallengeTable {
  challenge_id: Fixed<string>;
  psn_no: Fixed<string>;
  /** Blind index of challenge and code. */
  code: Fixed<string>;
  device: Fixed<string>;
  place: Fixed<string>;
  admdvs: Fixed<string>;
  sent_at: Fixed<Date>;
  expires_at: Fixed<Date>;
  tries: number;
  voucher_id: string | null;
}

/** A token, or the face of a person, as it was shown: once looked at, once used, at one institution. */
interface VoucherUseTable {
  /** `01 voucher time` or `04 terminal nonce`. */
  shown: Fixed<string>;
  psn_no: Fixed<string>;
  fixmedins_code: Fixed<string>;
  shown_at: Fixed<Date>;
  used_at: Date | null;
}

/** A terminal that recognises faces, at an institution. */
interface VoucherTerminalTable {
  terminal_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  /** SM2, by which its statements are verified. */
  public_key: Fixed<string>;
  note: Fixed<string>;
  added_by: Fixed<string>;
  added_at: Fixed<Date>;
  revoked_by: string | null;
  revoked_at: Date | null;
}

/** Many persons were enrolled by one device, in one place or before one witness within a few days. */
interface VoucherAlarmTable {
  alarm_id: Generated<string>;
  by: Fixed<'device' | 'place' | 'witness'>;
  of: Fixed<string>;
  persons: Fixed<number>;
  /** How many were enough, within how many days. */
  threshold: Fixed<number>;
  days: Fixed<number>;
  /** Where most of it was. */
  place: Fixed<string>;
  regions: Fixed<string[]>;
  first_at: Fixed<Date>;
  last_at: Fixed<Date>;
  raised_at: Fixed<Date>;
  handled_by: string | null;
  handled_at: Date | null;
  /** What came of it. */
  words: string | null;
}

export interface VoucherSchema {
  voucher_alarm: VoucherAlarmTable;
  voucher: VoucherTable;
  voucher_challenge: VoucherChallengeTable;
  voucher_use: VoucherUseTable;
  voucher_terminal: VoucherTerminalTable;
}
