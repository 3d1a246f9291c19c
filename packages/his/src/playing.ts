/** What is played, and what came of it. */
import type { Sender } from '@shouhu/interface';
import type { Period, Reconciled } from './accounts.ts';
import type { County, Place } from './county.ts';
import type { CourseKind, Showing } from './course.ts';
import type { TransactionFigures } from './figures.ts';
import type { Journal } from './journal.ts';
import type { Faults, Network, Post } from './network.ts';

/** Where it is shown. */
export interface Shown extends Showing {
  readonly fixmedins_code: string;
}

export interface Playing {
  readonly county: County;
  /** Civil days `yyyy-MM-dd`. */
  readonly days: readonly string[];
  /** Courses that begin at an institution on a day. */
  readonly patients: number;
  readonly seed: number;
  /** Messages a second, of all institutions together. */
  readonly rate: number;
  readonly faults: Faults;
  readonly senderOf: (place: Place) => Sender;
  readonly postOf: (sender: Sender) => Post;
  readonly journalOf?: (place: Place) => Journal;
  readonly now: () => Date;
  /** Whether a person has an e-voucher, and what the telephone shows; absent: nobody has one. */
  readonly isShown?: (psn_no: string) => boolean;
  readonly show?: (showing: Shown) => Promise<string | undefined>;
  /** Whether every institution has a terminal that recognises faces. */
  readonly faces?: boolean;
  /** Before the first patient of a day, and after the last. */
  readonly onMorning?: (day: number) => Promise<void>;
  readonly onNight?: (day: number) => Promise<void>;
  /** The months that end with the days, each closed on the platform before institutions apply for it. Absent: the platform may hold more than is played. */
  readonly months?: { readonly periods: readonly Period[]; readonly close: (period: Period) => Promise<void> };
  /** Ends it between two messages. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (day: number, messages: number) => void;
}

export interface Played {
  readonly courses: Readonly<Record<CourseKind, number>>;
  readonly crashes: number;
  readonly network: Network['counts'];
  readonly transactions: readonly TransactionFigures[];
  readonly settlements: number;
  readonly cancelled: number;
  /** Messages that must have done nothing. */
  readonly without: number;
  readonly reconciled: Omit<Reconciled, 'faults' | 'rows'>;
  /** What is not as it should be. */
  readonly faults: readonly string[];
}
