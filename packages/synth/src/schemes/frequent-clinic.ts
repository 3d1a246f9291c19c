/** 门诊高频: far more visits than anyone needs; and treatments that need many. */
import { diseases } from '../catalogue/diagnoses.ts';
import { workday } from '../honest/calendar.ts';
import { chronicVisit, regimenFor } from '../honest/courses/chronic.ts';
import { dialysisSession, isSessionDay } from '../honest/courses/dialysis.ts';
import { VACCINE_DAYS, dressingSeries, rehabSeries, seriesVisit, vaccineSeries } from '../honest/courses/series.ts';
import { clinicVisit } from '../honest/visits.ts';
import type { Institution, Visit } from '../model.ts';
import { sample } from './culprits.ts';
import { spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { perform } from './stage.ts';
import type { Actor } from './stage.ts';

const ALSO = ['drug-resale', 'GZ10000204002000'];

type Deeds = (readonly [Actor, Visit])[];

function clinicsOf({ stage, random }: Play, count: number): Institution[] {
  const { big, towns, villages } = stage.scene.places;
  return sample(random, [...big, ...towns, ...villages], count);
}

/** A visit for one of the ailments that anybody may have. */
function anyVisit(
  { stage, random }: Play,
  who: Actor,
  day: number,
  second: number,
  institution: Institution,
): Deeds[number] {
  const common = diseases.filter(({ at, gend, from }) => at.includes('clinic') && gend === null && from < 40);
  const disease = random.pick(common);
  return perform(who, clinicVisit(who, stage.scene, day, 'clinic', { institution, second, disease }));
}

/** Sixty and more visits in a quarter, at many places, for many ailments. */
function quarter(play: Play): boolean {
  const { stage, random } = play;
  const [who] = stage.actors(random, 1, { age: [40, 78] }) ?? [];
  if (who === undefined || stage.span < 100) return false;
  const places = clinicsOf(play, random.between(8, 14));
  const first = random.between(stage.firstDay + 1, stage.lastDay - 92);
  const days = spread(random, first, first + 88, random.between(62, 84), 1);
  const deeds = days.map((day) => anyVisit(play, who, day, random.between(28_800, 60_000), random.pick(places)));
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Two or three visits on each of many days. */
function severalADay(play: Play): boolean {
  const { stage, random } = play;
  const [who] = stage.actors(random, 1, { age: [36, 78] }) ?? [];
  if (who === undefined || stage.span < 130) return false;
  const places = clinicsOf(play, random.between(4, 8));
  const first = random.between(stage.firstDay + 1, stage.lastDay - 122);
  const days = spread(random, first, first + 118, random.between(30, 44), 1);
  const deeds = days.flatMap((day) => {
    let second = random.between(28_800, 34_000);
    return sample(random, places, random.between(2, 3)).map((place) => {
      const deed = anyVisit(play, who, day, second, place);
      second += random.between(5400, 11_000);
      return deed;
    });
  });
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Nearly every day for months at one place, for nothing that has a course. */
function samePlace(play: Play): boolean {
  const { stage, random } = play;
  const [who] = stage.actors(random, 1, { age: [44, 82] }) ?? [];
  if (who === undefined || stage.span < 130) return false;
  const institution = random.chance(5000)
    ? stage.scene.places.villageOf(who.person)
    : stage.scene.places.townOf(who.person);
  const length = Math.min(stage.span - 4, random.between(120, 180));
  const first = random.between(stage.firstDay + 1, stage.lastDay - length - 1);
  const deeds: Deeds = [];
  for (let day = first; day < first + length; day += random.chance(7800) ? 1 : 2) {
    deeds.push(anyVisit(play, who, day, random.between(28_800, 61_000), institution));
  }
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Patients who come often because their treatment asks for it. */
function often(tell: (play: Play, who: Actor) => Deeds, count = 2): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const patients = stage.actors(random, count, { age: [46, 80] });
    if (patients === undefined || stage.span < 80) return false;
    const deeds = patients.flatMap((who) => tell(play, who));
    stage.label(play, { visits: deeds, also: ['GZ10000204002000'] });
    return true;
  };
}

const dialysis = often((play, who) => {
  const { stage } = play;
  const institution = stage.place(play, 'big');
  return Array.from({ length: stage.span }, (_, nth) => stage.firstDay + nth)
    .filter((day) => isSessionDay(day, who.person.index))
    .map((day) => perform(who, dialysisSession(who, stage.scene, day, institution)));
}, 1);

/** Two courses of acupuncture with some weeks between. */
const acupuncture = often((play, who) => {
  const { stage, random } = play;
  const institution = stage.place(play, random.chance(5000) ? 'big' : 'town');
  const series = rehabSeries(who, stage.scene, institution);
  const first = random.between(stage.firstDay + 1, stage.lastDay - 78);
  return [first, first + random.between(35, 45)].flatMap((start) =>
    spread(random, start, start + 20, random.between(12, 15), 1).map((day) =>
      perform(who, seriesVisit(who, stage.scene, day, series)),
    ),
  );
});

const dressing = often((play, who) => {
  const { stage, random } = play;
  const series = dressingSeries(who, stage.scene, stage.scene.places.townOf(who.person));
  const first = random.between(stage.firstDay + 1, stage.lastDay - 42);
  return spread(random, first, first + 38, random.between(14, 20), 1).map((day) =>
    perform(who, seriesVisit(who, stage.scene, day, series)),
  );
});

const vaccine = often((play, who) => {
  const { stage, random } = play;
  const series = vaccineSeries(who, stage.scene, stage.scene.places.townOf(who.person));
  const first = random.between(stage.firstDay + 1, stage.lastDay - 32);
  return VACCINE_DAYS.map((after) => perform(who, seriesVisit(who, stage.scene, first + after, series)));
});

/** A lasting disease that is looked after every week at the same place. */
const weekly = often((play, who) => {
  const { stage, random } = play;
  const regimen = { ...regimenFor(random, who.person, stage.scene, stage.firstDay), supply: 7 };
  const deeds: Deeds = [];
  for (let day = stage.firstDay + random.int(7); day <= stage.lastDay; day += random.between(7, 8)) {
    const due = Math.min(stage.lastDay, workday(random, day));
    deeds.push(perform(who, chronicVisit(who, stage.scene, due, regimen)));
  }
  return deeds;
});

export const frequentClinic: Scheme = {
  id: 'frequent-clinic',
  bound: 'person',
  cases: [
    disguise('quarter', quarter),
    disguise('several-a-day', severalADay),
    disguise('same-place', samePlace),
    lookAlike('dialysis', dialysis),
    lookAlike('acupuncture', acupuncture),
    lookAlike('dressing', dressing),
    lookAlike('vaccine', vaccine),
    lookAlike('weekly', weekly),
  ],
};
