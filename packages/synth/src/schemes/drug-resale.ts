/** 倒药: drugs worth selling on, fetched at many places and far beyond use; and honest people who fetch a lot. */
import { chronicVisit, oneOfEach, refill } from '../honest/courses/chronic.ts';
import { workday } from '../honest/calendar.ts';
import type { Regimen } from '../honest/courses/chronic.ts';
import type { Coded, Institution, Visit } from '../model.ts';
import { sample } from './culprits.ts';
import { shuffled, spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { perform } from './stage.ts';
import type { Actor } from './stage.ts';

type Deeds = (readonly [Actor, Visit])[];

const ALSO = [
  'frequent-clinic',
  'card-cluster',
  'trace-code',
  'similar-cases',
  'GZ10000204002000',
  'GZ10000204003000',
  'GZ10000301006000',
];
const ILLNESSES: readonly Coded[] = [
  { code: 'I25.103', name: '冠状动脉粥样硬化性心脏病' },
  { code: 'I63.900', name: '脑梗死' },
  { code: 'E11.900', name: '2型糖尿病' },
  { code: 'Z94.000', name: '肾移植状态' },
  { code: 'N18.900', name: '慢性肾脏病' },
];

/** One illness and two or three of its drugs that sell well. */
function regimenOf({ stage, random }: Play, place: Institution): Regimen {
  const diagnosis = random.pick(ILLNESSES);
  const { focus } = stage.scene.stores.own.special;
  const fitting = oneOfEach(random, focus, diagnosis.code);
  return { diagnosis, place, drugs: sample(random, fitting, random.between(2, 3)), supply: 28 };
}

/** Drugs for four or eight weeks from a place: prescribed at a clinic or hospital, bought at a pharmacy. */
function fetch({ stage, random }: Play, who: Actor, day: number, place: Institution, regimen: Regimen): Deeds[number] {
  const drugstore = place.fixmedins_type === '2';
  const supplied = { ...regimen, supply: random.chance(3500) ? 56 : 28 };
  const fixed = { institution: place };
  if (drugstore) return perform(who, refill(who, stage.scene, day, supplied, fixed));
  return perform(who, chronicVisit(who, stage.scene, day, supplied, fixed));
}

/** Different places of the county, clinics and pharmacies mixed. */
function routeOf({ stage, random }: Play, count: number): Institution[] {
  const { big, towns, villages, pharmacies } = stage.scene.places;
  const clinics = sample(random, [...big, ...towns, ...villages], count);
  return shuffled(random, [
    ...clinics.slice(0, Math.ceil(count * 0.6)),
    ...sample(random, pharmacies, Math.floor(count * 0.4)),
  ]);
}

/** One person at eight to twelve places, a visit every week or so. */
function manyPlaces(play: Play): boolean {
  const { stage, random } = play;
  const route = routeOf(play, random.between(8, 12));
  const found = stage.actors(random, 1, { age: [44, 78] });
  const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, Math.floor(stage.span / random.between(7, 10)), 3);
  const [who] = found ?? [];
  const [first] = route;
  if (who === undefined || first === undefined || days.length < 10) return false;
  const regimen = regimenOf(play, first);
  const deeds = days.map((day) => fetch(play, who, day, random.pick(route), regimen));
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Three places in turn, each once a month: more than twice the supply, all year. */
function doubleSupply(play: Play): boolean {
  const { stage, random } = play;
  const route = routeOf(play, 3);
  const [who] = stage.actors(random, 1, { age: [50, 80] }) ?? [];
  const [first] = route;
  if (who === undefined || first === undefined || stage.span < 150) return false;
  const regimen = regimenOf(play, first);
  const deeds: Deeds = [];
  for (let day = stage.firstDay + random.int(9), nth = 0; day < stage.lastDay; day += random.between(9, 13), nth += 1) {
    deeds.push(fetch(play, who, day, route[nth % route.length] ?? first, regimen));
  }
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Four people with one route on the same days. */
function mates(play: Play): boolean {
  const { stage, random } = play;
  const route = routeOf(play, random.between(4, 6));
  const four = stage.actors(random, 4, { age: [46, 79] });
  const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(24, 32), 5);
  const [first] = route;
  if (four === undefined || first === undefined || days.length < 8) return false;
  const regimens = four.map(() => regimenOf(play, first));
  const deeds = days.flatMap((day, nth) =>
    four.flatMap((who, place) => {
      const regimen = regimens[place];
      if (regimen === undefined || random.chance(1000)) return [];
      return [fetch(play, who, day, route[nth % route.length] ?? first, regimen)];
    }),
  );
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Patients with what their illness needs, each told by `tell`. */
function patients(count: number, tell: (play: Play, who: Actor, regimen: Regimen) => Deeds): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const found = stage.actors(random, count, { age: [52, 84] });
    if (found === undefined || stage.span < 100) return false;
    const deeds = found.flatMap((who) => tell(play, who, regimenOf(play, stage.scene.places.steady(who.person))));
    stage.label(play, { visits: deeds, also: ['GZ10000301006000'] });
    return true;
  };
}

/** Twelve weeks at a time, always at the same place. */
const longPrescription = patients(2, ({ stage, random }, who, regimen) => {
  const deeds: Deeds = [];
  for (let day = stage.firstDay + random.int(60); day <= stage.lastDay; day += 84 + random.between(-3, 4)) {
    const due = Math.min(stage.lastDay, workday(random, day));
    deeds.push(perform(who, chronicVisit(who, stage.scene, due, { ...regimen, supply: 84 })));
  }
  return deeds;
});

/** Three places one after the other, as someone who moves twice; never more than is used. */
const moved = patients(1, (play, who, regimen) => {
  const { stage, random } = play;
  const places = routeOf(play, 3);
  const deeds: Deeds = [];
  for (
    let day = stage.firstDay + random.int(20), nth = 0;
    day <= stage.lastDay;
    day += random.between(27, 31), nth += 1
  ) {
    const place = places[Math.floor((nth * 3 * 29) / stage.span)] ?? places[2] ?? regimen.place;
    const fixed = { institution: place };
    const drugstore = place.fixmedins_type === '2';
    deeds.push(
      perform(
        who,
        drugstore ? refill(who, stage.scene, day, regimen, fixed) : chronicVisit(who, stage.scene, day, regimen, fixed),
      ),
    );
  }
  return deeds;
});

/** Every month, but once three months' worth at two places before a journey, and then nothing till it is used. */
const traveller = patients(1, (play, who, regimen) => {
  const { stage, random } = play;
  const leaves = stage.firstDay + random.between(40, Math.max(41, stage.span - 110));
  const deeds: Deeds = [];
  for (let day = stage.firstDay + random.int(20); day <= stage.lastDay; day += random.between(27, 30)) {
    if (day < leaves - 6 || day > leaves + 88) deeds.push(perform(who, chronicVisit(who, stage.scene, day, regimen)));
  }
  const stock = { ...regimen, supply: 56 };
  deeds.push(perform(who, chronicVisit(who, stage.scene, leaves, stock)));
  deeds.push(perform(who, refill(who, stage.scene, leaves + 1, regimen)));
  return deeds;
});

export const drugResale: Scheme = {
  id: 'drug-resale',
  bound: 'person',
  cases: [
    disguise('many-places', manyPlaces),
    disguise('double-supply', doubleSupply),
    disguise('mates', mates),
    lookAlike('long-prescription', longPrescription),
    lookAlike('moved', moved),
    lookAlike('traveller', traveller),
  ],
};
