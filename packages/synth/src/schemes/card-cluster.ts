/** 卡聚集、串刷: many cards swiped within minutes at one place, on many days. */
import { chronicVisit, regimenFor } from '../honest/courses/chronic.ts';
import { seriesVisit } from '../honest/courses/series.ts';
import { doctorOf } from '../honest/doctors.ts';
import { clinicVisit, pharmacyVisit } from '../honest/visits.ts';
import type { Institution, Item, Visit } from '../model.ts';
import type { Random } from '../random.ts';
import { sample } from './culprits.ts';
import { purchase, recipeOf, smallVisit } from './light.ts';
import { present, shuffled, spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { isFree, perform } from './stage.ts';
import type { Actor } from './stage.ts';

const ALSO = [
  'account-cash-out',
  'pharmacy-substitution',
  'similar-cases',
  'frequent-clinic',
  'account-drain',
  'GZ10000204003000',
  'GZ10000204002000',
];
const COLD = { code: 'J06.900', name: '急性上呼吸道感染' } as const;

interface Cluster {
  readonly presence: number;
  readonly shuffles: boolean;
  /** Seconds from one card to the next. */
  readonly gap: readonly [number, number];
  readonly places: 1 | 2;
  readonly at: 'pharmacy' | 'village';
  /** Seconds of the day at which the first card comes. */
  readonly from: readonly [number, number];
}

function cluster(of: Cluster): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(14, 26), 5);
    const cards = stage.actors(random, random.between(6, 15), {
      age: [24, 78],
      ...(of.at === 'pharmacy' ? { insutype: '310' } : {}),
    });
    if (cards === undefined || days.length < 6) return false;
    for (const { plot } of cards) plot.endowment = random.between(150_000, 500_000);
    const places = stage.places(play, of.at, of.places);
    const goods = places.map((place) => sample(random, stockOf(random, play, place), random.between(12, 20)));
    const recipes = places.map((place) =>
      recipeOf(random, stage, place, { drugs: random.between(2, 4), tests: 0, treatments: 1 }),
    );
    const deeds: (readonly [Actor, Visit])[] = [];
    for (const [nth, day] of days.entries()) {
      const place = places[nth % places.length];
      const things = goods[nth % goods.length];
      const recipe = recipes[nth % recipes.length];
      if (place === undefined || things === undefined || recipe === undefined) continue;
      const come = present(random, cards, of.presence, Math.min(4, cards.length));
      let second = random.between(...of.from);
      for (const who of of.shuffles ? shuffled(random, come) : come) {
        deeds.push(
          perform(
            who,
            of.at === 'village'
              ? smallVisit(who, stage, day, second, { institution: place, diagnosis: COLD, recipe })
              : purchase(who, stage, day, second, {
                  institution: place,
                  items: basketOf(random, things),
                  pays: 'account',
                }),
          ),
        );
        second += random.between(...of.gap);
      }
    }
    stage.label(play, { visits: deeds, also: ALSO });
    return true;
  };
}

function stockOf(random: Random, { stage }: Play, place: Institution): Item[] {
  return [...recipeOf(random, stage, place, { drugs: 30, tests: 0, treatments: 0 }).drugs];
}

function basketOf(random: Random, things: readonly Item[]): (readonly [Item, number])[] {
  return sample(random, things, random.between(1, 3)).map((item) => [item, random.between(1, 3)] as const);
}

/** Three or four of one family buy their drugs together every month. */
function family(play: Play): boolean {
  const { stage, random } = play;
  const home = stage.home(random);
  const kin = stage.actors(random, random.between(3, 4), { age: [16, 78], home });
  if (kin === undefined) return false;
  const institution = stage.place(play, 'pharmacy');
  const days = spread(random, stage.firstDay + 2, stage.lastDay - 2, Math.floor(stage.span / 31), 24);
  const deeds = days.flatMap((day) => {
    let second = random.between(61_200, 70_200);
    return present(random, shuffled(random, kin), 8500, 2).map((who) => {
      second += random.between(50, 260);
      return perform(who, pharmacyVisit(who, stage.scene, day, { institution, second }));
    });
  });
  if (deeds.length === 0) return false;
  stage.label(play, { visits: deeds });
  return true;
}

/** The day of the month on which a nursing home's residents get their drugs: one address, each with drugs of their own. */
function nursingDay(play: Play): boolean {
  const { stage, random } = play;
  const { nursingHomes } = stage.scene.census;
  if (nursingHomes.length === 0) return false;
  const { first, residents } = random.pick(nursingHomes);
  const people = stage.members(
    random,
    Array.from({ length: residents }, (_, nth) => first + nth),
  );
  if (people.length < 8) return false;
  const institution = stage.place(play, random.chance(5000) ? 'village' : 'town');
  const regimens = people.map((who) => regimenFor(random, who.person, stage.scene, stage.firstDay, institution));
  const days = spread(
    random,
    stage.firstDay + 4,
    stage.lastDay - 4,
    Math.min(random.between(6, 9), Math.floor(stage.span / 30)),
    25,
  );
  const deeds: (readonly [Actor, Visit])[] = [];
  for (const day of days) {
    let second = random.between(28_800, 31_500);
    for (const [nth, who] of people.entries()) {
      const regimen = regimens[nth];
      if (regimen === undefined || !isFree(who, day) || random.chance(600)) continue;
      second += random.between(100, 320);
      deeds.push(perform(who, chronicVisit(who, stage.scene, day, { ...regimen, supply: 28 }, { second })));
    }
  }
  if (deeds.length === 0) return false;
  stage.label(play, { visits: deeds, also: ['workload'] });
  return true;
}

/** A vaccination morning, and the second dose four weeks later. */
function vaccination(play: Play): boolean {
  const { stage, random } = play;
  if (stage.span < 45) return false;
  const of = random.chance(5000) ? 'village' : 'town';
  const institution = stage.place(play, of);
  const people = stage.people(random, random.between(35, 65), { age: [3, 85] });
  if (people === undefined) return false;
  const { own } = stage.scene.stores;
  const series = {
    institution,
    doctor: doctorOf(institution, 'general', 0),
    diagnosis: { code: 'Z26.900', name: '接种疫苗' },
    items: [own.special.vaccine, own.consultation],
    med_type: '11',
  };
  const first = random.between(stage.firstDay + 2, stage.lastDay - 32);
  const deeds: (readonly [Actor, Visit])[] = [];
  for (const day of [first, first + 28]) {
    let second = random.between(28_800, 30_000);
    for (const who of shuffled(random, people)) {
      second += random.between(60, 260);
      if (isFree(who, day)) deeds.push(perform(who, seriesVisit(who, stage.scene, day, series, second)));
    }
  }
  if (deeds.length < 20) return false;
  stage.label(play, { visits: deeds, also: ['similar-cases', 'workload'] });
  return true;
}

/** Market days, on which the people of a village come to its clinic as well. */
function marketDays(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'village');
  const village = stage.scene.places.villages.indexOf(institution);
  const people = stage.people(random, random.between(30, 55), { village });
  const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(6, 10), 10);
  if (people === undefined || days.length === 0) return false;
  const deeds = days.flatMap((day) =>
    present(random, shuffled(random, people), 2800, 6).flatMap((who) =>
      isFree(who, day)
        ? [
            perform(
              who,
              clinicVisit(who, stage.scene, day, 'clinic', { institution, second: random.between(28_200, 40_000) }),
            ),
          ]
        : [],
    ),
  );
  if (deeds.length === 0) return false;
  stage.label(play, { visits: deeds });
  return true;
}

const usual: Cluster = {
  presence: 9200,
  shuffles: false,
  gap: [18, 75],
  places: 1,
  at: 'pharmacy',
  from: [34_000, 71_000],
};

export const cardCluster: Scheme = {
  id: 'card-cluster',
  bound: 'institution',
  cases: [
    disguise('same-order', cluster(usual)),
    disguise('shuffled', cluster({ ...usual, presence: 7000, shuffles: true, gap: [40, 480] })),
    disguise(
      'evening-clinic',
      cluster({ ...usual, presence: 8500, shuffles: true, gap: [60, 300], at: 'village', from: [66_000, 72_000] }),
    ),
    disguise('two-pharmacies', cluster({ ...usual, presence: 8500, shuffles: true, gap: [25, 200], places: 2 })),
    lookAlike('family', family),
    lookAlike('nursing-day', nursingDay),
    lookAlike('vaccination', vaccination),
    lookAlike('market-days', marketDays),
  ],
};
