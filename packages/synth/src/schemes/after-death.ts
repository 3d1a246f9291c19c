/** 死亡后使用: a card that outlives its owner; and what is settled after a death because it came before. */
import { chronicVisit, refill, regimenFor } from '../honest/courses/chronic.ts';
import { stay } from '../honest/stays.ts';
import { clinicVisit, pharmacyVisit } from '../honest/visits.ts';
import type { Visit } from '../model.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { perform } from './stage.ts';
import type { Actor } from './stage.ts';

const ALSO = ['SH-AFTER-DEATH', 'GZ10000204003000'];

type Deeds = (readonly [Actor, Visit])[];

/** Old people, each dead on a day that leaves so many before and after it; `tell` makes what is labelled. */
function dead(
  count: number,
  room: { readonly before: number; readonly after: number },
  tell: (play: Play, who: Actor, died: number) => Deeds,
  also: readonly string[] = ALSO,
): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    if (stage.span < room.before + room.after + 10) return false;
    const deaths = Array.from({ length: count }, () =>
      random.between(stage.firstDay + room.before, stage.lastDay - room.after),
    );
    const people = stage.actors(random, count, (nth) => ({ age: [66, 92], dies: deaths[nth] ?? stage.lastDay }));
    if (people === undefined) return false;
    const deeds = people.flatMap((who, nth) => tell(play, who, deaths[nth] ?? stage.lastDay));
    stage.label(play, { visits: deeds, also });
    return true;
  };
}

/** The drugs of every month go on being fetched. */
const monthly = dead(1, { before: 25, after: 110 }, (play, who, died) => {
  const { stage, random } = play;
  const regimen = regimenFor(random, who.person, stage.scene, stage.firstDay);
  const deeds: Deeds = [];
  const last = Math.min(stage.lastDay, died + random.between(95, 290));
  for (let day = died + random.between(4, 30); day <= last; day += random.between(26, 33)) {
    const visit = random.chance(4000)
      ? refill(who, stage.scene, day, { ...regimen, supply: 28 })
      : chronicVisit(who, stage.scene, day, { ...regimen, supply: 28 });
    deeds.push(perform(who, visit));
  }
  return deeds;
});

/** A stay of somebody who is dead. */
const admitted = dead(1, { before: 20, after: 60 }, (play, who, died) => {
  const { stage, random } = play;
  const begin = died + random.between(8, 44);
  return [perform(who, stay(who, stage.scene, begin, random.between(4, 9), { dscg_way: '1', operates: false }))];
});

/** One visit, long after. */
const once = dead(1, { before: 15, after: 70 }, (play, who, died) => {
  const { stage, random } = play;
  const day = random.between(died + 55, stage.lastDay);
  const visit = random.chance(5000)
    ? pharmacyVisit(who, stage.scene, day)
    : clinicVisit(who, stage.scene, day, 'clinic');
  return [perform(who, visit)];
});

/** A stay that ended by death; the family settles it some days later. */
const settledLater = dead(
  3,
  { before: 20, after: 16 },
  (play, who, died) => {
    const { stage, random } = play;
    const nights = random.between(2, 12);
    const visit = stay(who, stage.scene, died - nights, nights, {
      dscg_way: '5',
      operates: false,
      end_second: random.between(3600, 80_000),
    });
    const [bill] = visit.bills.splice(0, 1);
    const late = who.ledger.bill(visit, { day: died + random.between(2, 14), second: random.between(32_000, 60_000) });
    late.lines.push(...(bill?.lines ?? []));
    return [perform(who, visit)];
  },
  [],
);

/** An emergency on the last day. */
const lastDay = dead(
  3,
  { before: 10, after: 1 },
  (play, who, died) => {
    const { stage, random } = play;
    const second = random.between(3000, 60_000);
    const institution = stage.scene.places.hospital(random, who.person);
    return [perform(who, clinicVisit(who, stage.scene, died, 'emergency', { institution, second }))];
  },
  [],
);

export const afterDeath: Scheme = {
  id: 'after-death',
  bound: 'person',
  cases: [
    disguise('monthly', monthly),
    disguise('admitted', admitted),
    disguise('once', once),
    lookAlike('settled-later', settledLater),
    lookAlike('last-day', lastDay),
  ],
};
