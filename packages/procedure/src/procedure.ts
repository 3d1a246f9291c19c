/** A procedure as data: states, steps, who may take them, and the legal clocks that they start and stop. */
import type { Policy } from '@shouhu/clocks';
import type { CivilDate } from '@shouhu/codes';
import type { Duty } from './duty.ts';
import type { Refusal } from './refusal.ts';

/** A limit with its name and the article that sets it. */
export interface LegalClock extends Policy {
  readonly name: string;
  readonly basis: string;
  /** Whether it runs in a matter at all, by what was done there; absent: in every one. */
  readonly runsIf?: (deeds: readonly Deed[]) => boolean;
  /** The length that was decided, in the unit of `limit` and never above it; absent: `limit` itself. */
  readonly decided?: (deeds: readonly Deed[]) => number | undefined;
  /** The length that a plan gives it, where law leaves that to who grants the plan. */
  readonly planned?: (deeds: readonly Deed[]) => number | undefined;
}

/** What a step does to a clock. A clock that does not run is left alone by all but `start`. */
type ClockEffect = 'start' | 'pause' | 'resume' | 'extend' | 'stop';

/** A statement about a step, by its name: amounts in fen, counts, civil days, texts. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What was done: recorded once, never changed. Everything else of a case follows from its deeds. */
export interface Deed<Action extends string = string> {
  readonly action: Action;
  /** Who did it, and which others took part. */
  readonly by: string;
  readonly with: readonly string[];
  readonly on: CivilDate;
  readonly facts: Facts;
}

export interface Step<State extends string, Action extends string, ClockName extends string> {
  readonly name: string;
  readonly basis: string;
  readonly from: readonly State[];
  /** Absent: the state stays. */
  readonly to?: State;
  readonly duties: readonly Duty[];
  /** How many of the case's officers must do it together. */
  readonly officers?: number;
  /** Nobody who did one of these, or who is an officer of the case, may do it (separation of duties; cannot be switched off). */
  readonly apart?: readonly (Action | 'officer')[];
  /** Names those who become or cease to be officers of the case by `facts.officers`. */
  readonly appoints?: 'officers' | 'replacement';
  readonly clocks?: Readonly<Partial<Record<ClockName, ClockEffect>>>;
  /** Fact that must be true for the clocks to be touched: a part payment ends nothing. */
  readonly clocksIf?: string;
  /** Refused once one of these has run out: a right that lapses. */
  readonly before?: readonly ClockName[];
  /** Done late all the same, with the reason on record (`facts.late_reason`): a duty that does not lapse. */
  readonly due?: readonly ClockName[];
  /** Refused until each of these has run out, or was stopped. */
  readonly after?: readonly ClockName[];
  /** Only while each of these runs: what was done, or is over, is not offered again. */
  readonly while?: readonly ClockName[];
  /** Off the way to the end: it may be taken, and nobody waits for it. */
  readonly aside?: true;
  /** What must be done first and is not yet, though no step demands it by name: money, publication. */
  readonly awaits?: (deeds: readonly Deed[]) => readonly string[];
  /** Actions that must have been done before. */
  readonly needs?: readonly Action[];
  /** Facts that must be stated. */
  readonly facts?: readonly string[];
  /** What stands against it in what was done before, whatever is stated now. */
  readonly against?: (deeds: readonly Deed[]) => Refusal | null;
  /** What else stands against it on that day. */
  readonly unless?: (deeds: readonly Deed[], facts: Facts, on: CivilDate) => Refusal | null;
}

export interface Procedure<
  State extends string = string,
  Action extends string = string,
  ClockName extends string = string,
> {
  readonly id: string;
  readonly name: string;
  readonly start: State;
  readonly states: Readonly<Record<State, string>>;
  readonly clocks: Readonly<Record<ClockName, LegalClock>>;
  readonly steps: Readonly<Record<Action, Step<State, Action, ClockName>>>;
}

/** Ties the names of states, actions and clocks together, so that a wrong one does not compile. */
export function procedure<const State extends string, const Action extends string, const ClockName extends string>(
  of: Omit<Procedure<State, Action, ClockName>, 'start' | 'steps'> & {
    readonly start: NoInfer<State>;
    readonly steps: Readonly<Record<Action, Step<NoInfer<State>, NoInfer<Action>, NoInfer<ClockName>>>>;
  },
): Procedure<State, Action, ClockName> {
  return of;
}

/** The same procedure under other limits: local rules, or law that changed. */
export function withClocks<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  clocks: Readonly<Partial<Record<ClockName, LegalClock>>>,
): Procedure<State, Action, ClockName> {
  return { ...of, clocks: { ...of.clocks, ...clocks } };
}

/** The names of a procedure's steps. */
export function actionsOf<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
): readonly Action[];
export function actionsOf(of: Procedure): readonly string[] {
  return Object.keys(of.steps);
}
