/**
 * What an indicator is: a plain value that says what is counted over what. The numbers come from one pass over a ground
 * (rows with institution, department, doctor and month); nothing here reads anything.
 */
import type { GroundName } from '../grounds/ground.ts';

export type Level = 'institution' | 'department' | 'doctor';

/**
 * `share` is numerator ÷ denominator of one kind of thing; `fen`, `days` and `times` are means by case; `count` and
 * `sum_fen` have no denominator: they are shown and followed in time, but not compared between institutions of unlike size.
 */
type Unit = 'share' | 'fen' | 'days' | 'times' | 'count' | 'sum_fen';

/** Which side a supervisor looks at; `none`: shown, never suspicious by itself. */
type Direction = 'high' | 'low' | 'none';

export interface Indicator {
  readonly id: string;
  /** 名称. */
  readonly name: string;
  readonly unit: Unit;
  readonly ground: GroundName;
  /** Rows of the ground that count; a condition of SQL over its columns. */
  readonly where: string;
  /** What a row adds: whole numbers; a condition counts 0 or 1. */
  readonly numerator: string;
  /** Null where the numerator stands by itself. */
  readonly denominator: string | null;
  readonly levels: readonly Level[];
  readonly direction: Direction;
  /** National code, or section of the domain's facts. */
  readonly source: string;
  /** Rows of the ground below which nothing is compared. */
  readonly least: number;
  /** Smallest spread between peers that is taken for real: of a share absolute, of a mean relative to the peers' median. */
  readonly floor: number;
  /** Greatest weight in the risk of an institution; 0: none. */
  readonly weight: number;
  /** Tables or `table.column`s that must have been given. */
  readonly needs: readonly string[];
  /** How it is counted, where the name does not say it; Chinese. */
  readonly about: string;
}

type Optional = 'where' | 'levels' | 'least' | 'floor' | 'weight' | 'needs' | 'direction';

/** Completes a definition with what most have in common. */
export function indicator(definition: Omit<Indicator, Optional> & Partial<Pick<Indicator, Optional>>): Indicator {
  const completed: Indicator = {
    where: 'true',
    levels: ['institution'],
    direction: 'high',
    least: 30,
    floor: definition.unit === 'share' ? 0.02 : 0.08,
    weight: 0,
    needs: [],
    ...definition,
  };
  return Object.freeze(completed);
}

export const EVERY_LEVEL: readonly Level[] = ['institution', 'department', 'doctor'];
export const WITH_DOCTOR: readonly Level[] = ['institution', 'doctor'];

/** Section of the domain's facts that most definitions come from. */
export const FORMULAE = '指标口径';
/** Our own: what a supervisor computes because fraud moves it. */
export const OWN = '守护自定';
