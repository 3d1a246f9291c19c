/** What stands in one window with a line, told without going through all lines for each. */
import type { Line } from '@shouhu/claims';
import type { Across, Window } from '../model.ts';
import { earliest, HOUR_SECONDS, isKeyWindow, latest, rollingOf, type KeyWindow } from '../window.ts';
import type { Member } from './compiled.ts';
import { foldTold, TimeLine, toldOf, type Fold, type Told } from './time-line.ts';
import { coarseKeyOf, isOutside, keyOf } from './window-keys.ts';

/** Of one person, and one institution unless the window joins all. */
interface Circle<S> {
  add(member: Member): void;
  met(line: Line): Told<S>;
}

export class Surroundings<S> {
  readonly #across: Across;
  readonly #nothing: Told<S>;
  readonly #circles = new Map<string, Circle<S>>();

  constructor(window: Window, across: Across, fold: Fold<S>, members: Iterable<Member>) {
    this.#across = across;
    this.#nothing = foldTold(fold).nothing;
    for (const member of members) {
      const owner = ownerOf(across, member.row);
      let circle = this.#circles.get(owner);
      if (circle === undefined) {
        circle = circleOf(window, fold);
        this.#circles.set(owner, circle);
      }
      circle.add(member);
    }
  }

  /** Over the members that a line surely, and possibly, meets; itself included where it is one (docs/semantics.md 7). */
  met(line: Line): Told<S> {
    return this.#circles.get(ownerOf(this.#across, line))?.met(line) ?? this.#nothing;
  }
}

export function ownerOf(across: Across, line: Line): string {
  return across === 'all' ? line.psn_no : `${line.psn_no}\n${line.fixmedins_code}`;
}

function circleOf<S>(window: Window, fold: Fold<S>): Circle<S> {
  if (isKeyWindow(window)) return new KeyCircle(window, fold);
  const { unit, length } = rollingOf(window);
  return unit === 'day' ? new DayCircle(length, fold) : new HourCircle(length * HOUR_SECONDS, fold);
}

interface Place<S> {
  readonly keys: Map<string, Told<S>>;
  /** Of members whose key is unknown, and of all. */
  loose: Told<S>;
  all: Told<S>;
}

class KeyCircle<S> implements Circle<S> {
  readonly #window: KeyWindow;
  /** Whether keys may be unknown: then a place is the coarser window. */
  readonly #coarse: boolean;
  readonly #fold: Fold<S>;
  readonly #told: ReturnType<typeof foldTold<S>>;
  readonly #places = new Map<string, Place<S>>();

  constructor(window: KeyWindow, fold: Fold<S>) {
    this.#window = window;
    this.#coarse = window === 'prescription' || window === 'stay' || window === 'hour';
    this.#fold = fold;
    this.#told = foldTold(fold);
  }

  add(member: Member): void {
    if (isOutside(this.#window, member.row)) return;
    const { nothing, join } = this.#told;
    const told = toldOf(this.#fold, member);
    const key = keyOf(this.#window, member.row);
    const at = this.#placeOf(member.row, key);
    const place = this.#places.get(at) ?? { keys: new Map<string, Told<S>>(), loose: nothing, all: nothing };
    this.#places.set(at, place);
    if (this.#coarse) place.all = join(place.all, told);
    if (key === null) place.loose = join(place.loose, told);
    else place.keys.set(key, join(place.keys.get(key) ?? nothing, told));
  }

  met(line: Line): Told<S> {
    const { nothing, join } = this.#told;
    if (isOutside(this.#window, line)) return nothing;
    const key = keyOf(this.#window, line);
    const place = this.#places.get(this.#placeOf(line, key));
    if (place === undefined) return nothing;
    if (key === null) return { sure: nothing.sure, possible: place.all.possible };
    const own = place.keys.get(key) ?? nothing;
    return { sure: own.sure, possible: join(own, place.loose).possible };
  }

  #placeOf(line: Line, key: string | null): string {
    return this.#coarse || key === null ? coarseKeyOf(this.#window, line) : key;
  }
}

class DayCircle<S> implements Circle<S> {
  readonly #length: number;
  readonly #line: TimeLine<S>;

  constructor(length: number, fold: Fold<S>) {
    this.#length = length;
    this.#line = new TimeLine(fold);
  }

  add(member: Member): void {
    this.#line.add(member.row.day, member);
  }

  met({ day }: Line): Told<S> {
    return this.#line.between(day - this.#length + 1, day + this.#length - 1);
  }
}

/** A line without a clock may stand anywhere in its day: such members keep a time line of their own, by the day's begin. */
class HourCircle<S> implements Circle<S> {
  readonly #length: number;
  readonly #told: ReturnType<typeof foldTold<S>>;
  readonly #clocked: TimeLine<S>;
  readonly #loose: TimeLine<S>;

  constructor(length: number, fold: Fold<S>) {
    this.#length = length;
    this.#told = foldTold(fold);
    this.#clocked = new TimeLine(fold);
    this.#loose = new TimeLine(fold);
  }

  add(member: Member): void {
    const { row } = member;
    (row.second === null ? this.#loose : this.#clocked).add(earliest(row), member);
  }

  met(line: Line): Told<S> {
    const [opens, closes] = [earliest(line), latest(line)];
    const reach = this.#length - 1;
    const { join } = this.#told;
    const { sure } = join(
      this.#clocked.between(closes - reach, opens + reach),
      this.#loose.between(closes - reach, opens + reach - LAST_SECOND),
    );
    const { possible } = join(
      this.#clocked.between(opens - reach, closes + reach),
      this.#loose.between(opens - reach - LAST_SECOND, closes + reach),
    );
    return { sure, possible };
  }
}

const LAST_SECOND = 86_399;
