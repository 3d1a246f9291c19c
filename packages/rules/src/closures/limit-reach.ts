/** How far the lines of one visit reach into the history of the person: a limit looks at windows, and only at those in which the visit stands. */
import type { Line } from '@shouhu/claims';
import type { LimitPoint } from '../model.ts';
import type { Scene } from '../scene.ts';
import { isKeyWindow, startOf } from '../window.ts';
import { mayFire, standingOf, type Compiled } from './compiled.ts';

/** @returns whether an earlier line may stand in one window with these of a visit; more than do is harmless, as windows without the visit say nothing about it; null: none does */
export type Reach = (own: readonly Line[], scene: Scene) => ((line: Line) => boolean) | null;

/** Undefined for windows that roll: where one begins depends on all lines before. */
export function limitReach(compiled: Compiled<LimitPoint>): Reach | undefined {
  const { window } = compiled.point;
  if (!isKeyWindow(window)) return undefined;
  return (own, scene) => {
    if (!own.some((line) => mayFire(compiled, line) && standingOf(compiled, line, scene) !== false)) return null;
    switch (window) {
      case 'prescription':
      case 'operation':
      case 'visit':
      case 'stay':
        return null;
      case 'line': {
        // Numbers of lines are unique within a visit only.
        const ids = new Set(own.map(({ line_id }) => line_id));
        return ({ line_id }) => ids.has(line_id);
      }
      case 'hour':
      case 'day':
      case 'week':
      case 'month':
      case 'quarter':
      case 'year': {
        const days = own.map(({ day }) => day);
        const first = startOf(
          window === 'hour' ? 'day' : window,
          days.reduce((a, b) => Math.min(a, b)),
        );
        return ({ day }) => day >= first;
      }
    }
  };
}
