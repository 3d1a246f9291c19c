/** 药店串换: goods sold as a fixed bundle of drugs whose price is theirs; and bundles that people really want. */
import { stocked } from '../honest/formulary.ts';
import { counter } from '../honest/visits.ts';
import type { Institution, Item, Visit } from '../model.ts';
import { spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { isFree, perform } from './stage.ts';
import type { Actor } from './stage.ts';

const UNIT = 10_000;
const ALSO = ['account-cash-out', 'similar-cases', 'card-cluster', 'GZ10000204003000'];
/** Fen of what is really handed over: rice, oil, washing powder, eggs. */
const GOODS = [3990, 4990, 5990, 6880, 8800, 9900, 12_800, 15_800] as const;

type Deeds = (readonly [Actor, Visit])[];

/** Items of a receipt with their quantity in boxes and price. */
type Bundle = readonly { readonly item: Item; readonly boxes: number; readonly pric: number }[];

/** Two to four stocked drugs that together cost what the goods do; the last at whatever price is left. */
function bundleOf({ stage, random }: Play, institution: Institution, fen: number): Bundle | undefined {
  const { own } = stage.scene.stores;
  for (let tries = 0; tries < 60; tries += 1) {
    const count = random.between(2, 4);
    const items = new Set(
      Array.from({ length: count }, () => stocked(random, random.chance(7000) ? own.western : own.patent, institution)),
    );
    const bundle = [...items].map((item) => ({ item, boxes: 1, pric: item.pric }));
    const last = bundle.pop();
    if (last === undefined || bundle.length === 0) continue;
    const rest = fen - bundle.reduce((sum, { pric }) => sum + Math.floor(pric / 100), 0);
    if (rest * 100 > last.item.pric_uplmt || rest * 100 < last.item.pric / 2) continue;
    return [...bundle, { ...last, pric: rest * 100 }];
  }
  return undefined;
}

function sellBundle(who: Actor, { stage }: Play, institution: Institution, day: number, bundle: Bundle): Visit {
  const basket = counter(who, stage.scene, day, { institution });
  const { begin_second: second, doctor } = basket.visit;
  for (const { item, boxes, pric } of bundle) {
    const trace = Array.from({ length: boxes }, () => who.ledger.box());
    basket.lines.push(who.ledger.line({ item, day, second, cnt: boxes * UNIT, doctor, pric, trace }));
  }
  return basket.settle();
}

/** Thirty and more buyers at one pharmacy; `vary` makes each one's bundle from the usual. */
function bundled(
  vary: (play: Play, institution: Institution, bundle: Bundle) => () => Bundle,
): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const institution = stage.place(play, 'pharmacy');
    const bundle = bundleOf(play, institution, random.pick(GOODS));
    const buyers = stage.people(random, random.between(32, 48), { age: [22, 80], insutype: '310' });
    if (bundle === undefined || buyers === undefined || stage.span < 50) return false;
    const drawn = vary(play, institution, bundle);
    const deeds = buyers.flatMap((who) => {
      who.plot.endowment = Math.max(who.plot.endowment, 40_000);
      return spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(1, 3), 12).flatMap((day) =>
        isFree(who, day) ? [perform(who, sellBundle(who, play, institution, day, drawn()))] : [],
      );
    });
    if (deeds.length < 30) return false;
    stage.label(play, { visits: deeds, also: ALSO, items: bundle.map(({ item }) => item.code) });
    return true;
  };
}

const exact = bundled((_, __, bundle) => () => bundle);

/** One item is now this, now that. */
const oneVaries = bundled(({ stage, random }, institution, bundle) => {
  const { own } = stage.scene.stores;
  const [first, ...others] = bundle;
  const near = own.western.filter(({ pric }) => first !== undefined && Math.abs(pric - first.pric) < first.pric / 6);
  const stand = [
    first?.item,
    ...Array.from({ length: 2 }, () => (near.length > 0 ? stocked(random, near, institution) : first?.item)),
  ];
  return () => {
    const item = random.pick(stand);
    if (first === undefined || item === undefined) return bundle;
    return [{ item, boxes: 1, pric: Math.min(first.pric, item.pric_uplmt) }, ...others];
  };
});

/** The same things in other numbers. */
const quantities = bundled(
  ({ random }, _, bundle) =>
    () =>
      bundle.map((part) => ({ ...part, boxes: random.chance(5500) ? 1 : random.between(2, 3) })),
);

/** What everybody takes for a cold, sold everywhere. */
function coldBundle(play: Play): boolean {
  const { stage, random } = play;
  const { own } = stage.scene.stores;
  const [first, second, third] = [random.pick(own.western), random.pick(own.patent), random.pick(own.western)];
  const buyers = stage.people(random, random.between(45, 70), { age: [16, 80] });
  if (buyers === undefined || stage.span < 20) return false;
  const deeds = buyers.flatMap((who) => {
    const { clinic } = stage.scene.calendar;
    const day = clinic[random.int(clinic.length)] ?? stage.firstDay;
    if (!isFree(who, day)) return [];
    const items = random.chance(4000) ? [first, second, third] : [first, second];
    const bundle = items.map((item) => ({ item, boxes: 1, pric: item.pric }));
    return [perform(who, sellBundle(who, play, random.pick(stage.scene.places.pharmacies), day, bundle))];
  });
  if (deeds.length < 20) return false;
  stage.label(play, { visits: deeds });
  return true;
}

/** Some patients, each with a bundle that nobody else buys, every month. */
function ownBundle(play: Play): boolean {
  const { stage, random } = play;
  const patients = stage.actors(random, random.between(3, 5), { age: [50, 82], insutype: '310' });
  if (patients === undefined || stage.span < 90) return false;
  const institution = stage.place(play, 'pharmacy');
  const deeds = patients.flatMap((who) => {
    const { own } = stage.scene.stores;
    const items = new Set(
      Array.from({ length: random.between(2, 4) }, () => stocked(random, own.western, institution)),
    );
    const bundle = [...items].map((item) => ({ item, boxes: random.between(1, 3), pric: item.pric }));
    const days = spread(random, stage.firstDay + 2, stage.lastDay - 2, Math.floor(stage.span / 30), 25);
    return days.map((day) => perform(who, sellBundle(who, play, institution, day, bundle)));
  });
  stage.label(play, { visits: deeds });
  return true;
}

/** Some days on which two shops of one chain sell a bundle at a price. */
function promotion(play: Play): boolean {
  const { stage, random } = play;
  const shops = stage.places(play, 'pharmacy', 2);
  const [shop] = shops;
  const buyers = stage.people(random, random.between(28, 42), { age: [20, 78] });
  const bundle = shop === undefined ? undefined : bundleOf(play, shop, random.pick(GOODS));
  if (bundle === undefined || buyers === undefined || stage.span < 20) return false;
  const first = random.between(stage.firstDay + 2, stage.lastDay - 8);
  const deeds: Deeds = buyers.flatMap((who) => {
    const day = first + random.int(5);
    return isFree(who, day) ? [perform(who, sellBundle(who, play, random.pick(shops), day, bundle))] : [];
  });
  if (deeds.length < 15) return false;
  stage.label(play, { visits: deeds });
  return true;
}

export const pharmacySubstitution: Scheme = {
  id: 'pharmacy-substitution',
  bound: 'institution',
  cases: [
    disguise('exact', exact),
    disguise('one-varies', oneVaries),
    disguise('quantities', quantities),
    lookAlike('cold-bundle', coldBundle),
    lookAlike('own-bundle', ownBundle),
    lookAlike('promotion', promotion),
  ],
};
