/** Settlement as it is paid for: by a card, or by an e-voucher or a face that is shown to 1101 first and used up by the settlement; with faults, wrongly as well. */
import { FEW, SOME, textOf } from './course.ts';
import type { Ask, Course, Fields, Scene, Told, Visit } from './course.ts';

export const CARD: Fields = { mdtrt_cert_type: '02' };
/** What nothing is left of to settle. */
const SETTLED = ['SH-Q006', 'SH-Q042'];
/** What was shown, as a credential: a token, or a face. */
const KINDS = { now: '01', face: '04' } as const;
const SHOWN: ReadonlySet<unknown> = new Set(Object.values(KINDS));
/** A token that was used, or is older than the one that was. */
const SHOWN_BEFORE = ['SH-W021', 'SH-W022'];
/** Of ten thousand who have an e-voucher, how many show it. */
const SHOWS = 8_000;
/** Of those, how many show their face instead, where a terminal recognises it. */
const FACES = 2_500;

/** What the person pays by: a token that 1101 has just looked at, or the card. */
export function* tendered(scene: Scene, day: number): Generator<Ask, Fields, Told> {
  const { random, person, voucher, faces, faults } = scene;
  if (voucher !== true || !random.chance(SHOWS)) return CARD;
  const { psn_no, certno } = person;
  const card = { data: { ...CARD, mdtrt_cert_no: certno } };
  const shownAs =
    (mdtrt_cert_type: string) =>
    (token: string | undefined): object =>
      token === undefined ? card : { data: { mdtrt_cert_type, mdtrt_cert_no: token } };
  if (faults && random.chance(SOME)) {
    const shows = { psn_no, which: 'old' } as const;
    yield { infno: '1101', input: shownAs(KINDS.now), shows, day, refusedBy: ['SH-W021'] };
  }
  const which = faces === true && random.chance(FACES) ? 'face' : 'now';
  const looked = yield { infno: '1101', input: shownAs(KINDS[which]), shows: { psn_no, which }, day };
  const sent = looked.done && 'data' in looked.input ? looked.input.data : {};
  const mdtrt_cert_no = textOf(sent, 'mdtrt_cert_no');
  const mdtrt_cert_type = textOf(sent, 'mdtrt_cert_type');
  return SHOWN.has(mdtrt_cert_type) ? { mdtrt_cert_type, mdtrt_cert_no } : CARD;
}

export interface Settles {
  readonly infno: string;
  readonly cancel: string;
  /** @param by what is paid by */
  readonly input: (total: number, by: Fields) => object;
  readonly by: Fields;
  /** Fen. */
  readonly total: number;
  readonly visit: Visit;
  readonly day: number;
}

/** Settles; with faults also by a wrong sum before, a second time after, with the token again, and by a cancellation that is tried twice. */
export function* settled(scene: Scene, { infno, cancel, input, by, total, visit, day }: Settles): Course {
  const { random, faults } = scene;
  const [wrong, twice] = [faults && random.chance(SOME), faults && random.chance(SOME)];
  const undone = random.chance(FEW);
  const card = input(total, CARD);
  if (wrong) yield { infno, input: input(total + random.between(1, 900), by), day, refusedBy: ['SH-Q041'] };
  const first = yield { infno, input: input(total, by), again: card, day };
  if (!first.done) return;
  if (twice) yield { infno, input: card, day, refusedBy: SETTLED };
  if (faults) yield* usedUp(scene, by, first, day);
  if (!undone) return;
  const back = { data: { ...visit, setl_id: textOf(first.output['setlinfo'], 'setl_id') } };
  yield { infno: cancel, input: back, day };
  if (faults) yield { infno: cancel, input: back, day, refusedBy: ['SH-Q044'] };
  yield { infno, input: card, day };
}

/** A token that has settled is shown once more. What was sent anew after a reversal was paid by the card, and left the token as it was. */
export function* usedUp({ random }: Scene, by: Fields, { input }: Told, day: number): Course {
  const { mdtrt_cert_type, mdtrt_cert_no } = by;
  if (!SHOWN.has(mdtrt_cert_type) || !random.chance(SOME)) return;
  if (!JSON.stringify(input).includes(String(mdtrt_cert_no))) return;
  yield { infno: '1101', input: { data: by }, day, refusedBy: SHOWN_BEFORE };
}
