/** 钱包与个账异常: one account that pays for strangers, or is emptied at once; and families, and large needs. */
import { counter, pharmacyVisit } from '../honest/visits.ts';
import type { Visit } from '../model.ts';
import { sample } from './culprits.ts';
import { spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { perform } from './stage.ts';
import type { Actor } from './stage.ts';

const ALSO = ['card-cluster', 'account-cash-out', 'pharmacy-substitution', 'GZ10000204003000'];

type Deeds = (readonly [Actor, Visit])[];

/**
 * A family account pays for people of many families at one pharmacy, some of them one after the other. No table names
 * whose account it was, but most of them gave its owner's telephone when the wallet was opened.
 */
function strangers(play: Play): boolean {
  const { stage, random } = play;
  const [owner] = stage.actors(random, 1, { age: [28, 60], insutype: '310' }) ?? [];
  if (owner === undefined || stage.span < 60) return false;
  // A busier pharmacy hides more.
  const size = Math.min(4, Math.max(1, stage.scene.census.insured / 15_000));
  const people = stage.actors(random, Math.floor(random.between(22, 34) * size), () => ({
    age: [18, 84],
    insutype: '390',
    ...(random.chance(7500) ? { phone: owner.person.phone } : {}),
  }));
  if (people === undefined) return false;
  const institution = stage.place(play, 'pharmacy');
  const length = Math.min(stage.span - 4, random.between(50, 110));
  const first = random.between(stage.firstDay + 1, stage.lastDay - length - 1);
  const deeds: Deeds = spread(random, first, first + length, Math.floor(random.between(9, 14) * size), 1).flatMap(
    (day) => {
      let second = random.between(33_000, 70_000);
      return sample(random, people, random.between(3, 8)).map((who) => {
        second += random.between(40, 420);
        const how = { institution, second, pays: 'family' as const, mdtrt_cert_type: '01' };
        return perform(who, pharmacyVisit(who, stage.scene, day, how));
      });
    },
  );
  if (deeds.length < 20) return false;
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** An account emptied within two hours at several merchants. */
function burst(play: Play): boolean {
  const { stage, random } = play;
  const [who] = stage.actors(random, 1, { age: [24, 72], insutype: '310' }) ?? [];
  if (who === undefined) return false;
  who.plot.endowment = random.between(200_000, 480_000);
  const day = random.between(stage.firstDay + 1, stage.lastDay - 1);
  const { tonics } = stage.scene.stores.own.special;
  let second = random.between(32_000, 66_000);
  const shops = sample(random, stage.scene.places.pharmacies, random.between(4, 6));
  const deeds = shops.map((institution) => {
    second += random.between(500, 1350);
    const basket = counter(who, stage.scene, day, { institution, second, pays: 'account', mdtrt_cert_type: '01' });
    for (let left = random.between(2, 3); left > 0; left -= 1) {
      basket.add(random.pick(tonics), random.between(1, 2), day, second, { trace: true });
    }
    return perform(who, basket.settle());
  });
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** One large purchase. */
function large(play: Play): boolean {
  const { stage, random } = play;
  const people = stage.actors(random, random.between(3, 5), { age: [44, 80], insutype: '310' });
  if (people === undefined) return false;
  const { tonics, goods } = stage.scene.stores.own.special;
  const deeds = people.map((who) => {
    who.plot.endowment = random.between(150_000, 400_000);
    const day = random.between(stage.firstDay + 1, stage.lastDay - 1);
    const basket = counter(who, stage.scene, day, { pays: 'account' });
    const { begin_second } = basket.visit;
    basket.add(random.pick(tonics), random.between(2, 4), day, begin_second, { trace: true });
    if (random.chance(5000)) basket.add(random.pick(goods), 1, day, begin_second);
    return perform(who, basket.settle());
  });
  stage.label(play, { visits: deeds });
  return true;
}

/** A family that shares one account, for what it needs. */
function sharing(play: Play): boolean {
  const { stage, random } = play;
  const home = stage.home(random);
  const kin = stage.actors(random, random.between(3, 5), (nth) => ({
    age: nth === 0 ? [30, 58] : [4, 82],
    home,
    insutype: nth === 0 ? '310' : '390',
  }));
  if (kin === undefined) return false;
  const institution = stage.place(play, 'pharmacy');
  const deeds: Deeds = kin.flatMap((who, nth) =>
    spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(3, 8), 10).map((day) =>
      perform(who, pharmacyVisit(who, stage.scene, day, { institution, pays: nth === 0 ? 'account' : 'family' })),
    ),
  );
  if (deeds.length === 0) return false;
  stage.label(play, { visits: deeds });
  return true;
}

export const accountDrain: Scheme = {
  id: 'account-drain',
  bound: 'person',
  cases: [
    disguise('strangers', strangers),
    disguise('burst', burst),
    lookAlike('large', large),
    lookAlike('sharing', sharing),
  ],
};
