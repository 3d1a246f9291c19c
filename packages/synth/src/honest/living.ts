/** One life in the making: who, where, which days are left, how much of everything. */
import type { Period } from '../county/period.ts';
import type { Visit } from '../model.ts';
import type { Course } from './basket.ts';
import type { Days } from './days.ts';
import type { Scene } from './visits.ts';

/** Period of the county and how much happens in it. */
export interface Rhythm extends Period {
  /** Ten-thousandths: 10,000 is an ordinary amount of care. */
  readonly pace: number;
}

/** One life in the making. */
export interface Life {
  readonly course: Course;
  readonly scene: Scene;
  readonly days: Days;
  readonly visits: Visit[];
  readonly firstDay: number;
  readonly lastDay: number;
  readonly age: number;
  /** Ten-thousandths of the ordinary amount in the span that is lived. */
  readonly amount: number;
}

/** Chance of something that most people never have: it does not grow with the pace beyond the ordinary. */
export function happens({ course: { random }, amount }: Life, share: number): boolean {
  return random.chance(Math.floor((share * Math.min(10_000, amount)) / 10_000));
}

/** How often something of a yearly mean, in ten-thousandths, happens in the life. */
export function times({ course: { random }, amount }: Life, yearly: number): number {
  return random.times(Math.floor((yearly * amount) / 10_000));
}
