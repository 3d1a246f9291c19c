/** 个账套现: personal accounts turned into money at a pharmacy, and people who honestly spend what is theirs. */
import type { Basket } from '../honest/basket.ts';
import { counter, pharmacyVisit } from '../honest/visits.ts';
import type { Institution, Visit } from '../model.ts';
import { spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { isFree, perform } from './stage.ts';
import type { Actor } from './stage.ts';

const UNIT = 10_000;
const ALSO = ['card-cluster', 'pharmacy-substitution', 'similar-cases', 'account-drain', 'GZ10000204003000'];
/** Fen that people ask for. */
const SUMS = [20_000, 20_000, 30_000, 30_000, 50_000] as const;

type Deeds = (readonly [Actor, Visit])[];

/** A purchase that costs exactly so many fen: a cheap drug or two, and something dear at whatever price is left. */
function worth(
  who: Actor,
  { stage, random }: Play,
  day: number,
  second: number,
  institution: Institution,
  fen: number,
): Visit {
  const basket = counter(who, stage.scene, day, { institution, second, pays: 'account', mdtrt_cert_type: '01' });
  for (let left = random.int(3); left > 0; left -= 1) addBelow(basket, day, second, fen / 3);
  const { tonics } = stage.scene.stores.own.special;
  const rest = fen - basket.lines.reduce((sum, line) => sum + line.amount, 0);
  const dearest = Math.max(...tonics.map((item) => item.pric)) / 100;
  const parts = rest > dearest ? [Math.floor(rest / 2), rest - Math.floor(rest / 2)] : [rest];
  for (const part of parts) {
    const fitting = tonics.filter((item) => item.pric >= part * 100).toSorted((one, other) => one.pric - other.pric);
    const [item = random.pick(tonics)] = fitting.slice(random.int(Math.min(2, fitting.length)));
    const { doctor } = basket.visit;
    const trace = [who.ledger.box()];
    basket.lines.push(who.ledger.line({ item, day, second, cnt: UNIT, doctor, pric: part * 100, trace }));
  }
  return basket.settle();
}

/** Adds a drug that leaves most of the sum. */
function addBelow(basket: Basket, day: number, second: number, fen: number): void {
  for (let tries = 0; tries < 4; tries += 1) {
    const item = basket.stockedDrug();
    if (item.pric / 100 > fen) continue;
    basket.add(item, 1, day, second, { trace: true });
    return;
  }
}

/** Ten or more people, each several times, mostly in the evening. */
function sums(fenOf: (play: Play) => number): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const institution = stage.place(play, 'pharmacy');
    const people = stage.actors(random, random.between(10, 16), { age: [23, 68], insutype: '310' });
    if (people === undefined || stage.span < 45) return false;
    const deeds = people.flatMap((who) => {
      who.plot.endowment = random.between(200_000, 600_000);
      const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(4, 9), 6);
      return days.map((day) => {
        const second = random.chance(7000) ? random.between(68_400, 75_600) : random.between(34_000, 68_000);
        return perform(who, worth(who, play, day, second, institution, fenOf(play)));
      });
    });
    stage.label(play, { visits: deeds, also: ALSO });
    return true;
  };
}

/** Something dear that is no cure, in several settlements within a minute or two. */
function splitDear(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'pharmacy');
  const people = stage.actors(random, random.between(10, 15), { age: [25, 70], insutype: '310' });
  if (people === undefined || stage.span < 60) return false;
  const { tonics } = stage.scene.stores.own.special;
  const deeds = people.flatMap((who) => {
    who.plot.endowment = random.between(300_000, 700_000);
    return spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(2, 4), 20).flatMap((day) => {
      const item = random.pick(tonics);
      let second = random.between(36_000, 74_000);
      return Array.from({ length: random.between(3, 5) }, () => {
        second += random.between(12, 45);
        const basket = counter(who, stage.scene, day, { institution, second, pays: 'account', mdtrt_cert_type: '01' });
        basket.add(item, 1, day, second, { trace: true });
        return perform(who, basket.settle());
      });
    });
  });
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Old people who buy their drugs every week or so, for whatever they cost. */
function weekly(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'pharmacy');
  const elders = stage.actors(random, random.between(7, 11), { age: [62, 84], insutype: '310' });
  if (elders === undefined) return false;
  const deeds = elders.flatMap((who) => {
    who.plot.endowment = random.between(100_000, 300_000);
    const days = spread(
      random,
      stage.firstDay + 1,
      stage.lastDay - 1,
      Math.floor(stage.span / random.between(8, 12)),
      5,
    );
    return days.map((day) => perform(who, pharmacyVisit(who, stage.scene, day, { institution, pays: 'account' })));
  });
  if (deeds.length === 0) return false;
  stage.label(play, { visits: deeds, also: ['GZ10000204003000'] });
  return true;
}

/** A day or two on which a pharmacy gives something away to whoever spends two hundred. */
function promotion(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'pharmacy');
  const people = stage.people(random, random.between(40, 70), { age: [20, 80], insutype: '310' });
  if (people === undefined || stage.span < 10) return false;
  const first = random.between(stage.firstDay + 2, stage.lastDay - 4);
  const deeds: Deeds = [];
  for (const who of people) {
    const day = first + random.int(2);
    if (!isFree(who, day)) continue;
    who.plot.endowment = random.between(20_000, 90_000);
    const basket = counter(who, stage.scene, day, { institution });
    const { begin_second } = basket.visit;
    const total = (): number => basket.lines.reduce((sum, line) => sum + line.amount, 0);
    for (let tries = 0; tries < 9 && total() < 20_000; tries += 1) {
      basket.add(basket.stockedDrug(), random.between(1, 2), day, begin_second, { trace: true });
    }
    deeds.push(perform(who, basket.settle()));
  }
  if (deeds.length < 10) return false;
  stage.label(play, { visits: deeds, also: ['card-cluster'] });
  return true;
}

/** One dear device for each of some people, once, at its marked price. */
function device(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'pharmacy');
  const people = stage.people(random, random.between(4, 7), { age: [50, 84], insutype: '310' });
  if (people === undefined) return false;
  const goods = stage.scene.stores.own.special.goods.slice(2);
  const deeds = people.flatMap((who) => {
    const day = random.between(stage.firstDay + 1, stage.lastDay - 1);
    if (!isFree(who, day)) return [];
    who.plot.endowment = random.between(60_000, 150_000);
    const basket = counter(who, stage.scene, day, { institution, pays: 'account' });
    const item = random.pick(goods);
    const { begin_second, doctor } = basket.visit;
    const round = Math.floor(item.pric / 500_000) * 500_000;
    basket.lines.push(who.ledger.line({ item, day, second: begin_second, cnt: UNIT, doctor, pric: round }));
    return [perform(who, basket.settle())];
  });
  if (deeds.length === 0) return false;
  stage.label(play, { visits: deeds });
  return true;
}

export const accountCashOut: Scheme = {
  id: 'account-cash-out',
  bound: 'institution',
  cases: [
    disguise(
      'round-sums',
      sums(({ random }) => random.pick(SUMS)),
    ),
    disguise(
      'near-round',
      sums(({ random }) => random.pick(SUMS) + random.between(-150, 100)),
    ),
    disguise('split-dear', splitDear),
    lookAlike('weekly', weekly),
    lookAlike('promotion', promotion),
    lookAlike('device', device),
  ],
};
