/** 追溯码: boxes that are settled more than once, and the honest ways in which a code is seen again. */
import { cancelled } from '../honest/blemish.ts';
import { stocked } from '../honest/formulary.ts';
import type { FeeLine, Institution, Item, Visit } from '../model.ts';
import { sell } from './counter.ts';
import { sample } from './culprits.ts';
import { spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { isFree, perform } from './stage.ts';
import type { Actor } from './stage.ts';

const UNIT = 10_000;
const ALSO = ['SH-TRACE', 'drug-resale', 'card-cluster', 'account-cash-out', 'GZ10000204003000', 'GZ10000202001000'];

type Deeds = (readonly [Actor, Visit])[];

function boxes(who: Actor, count: number): string[] {
  return Array.from({ length: count }, () => who.ledger.box());
}

function itemOf({ stage, random }: Play, institution: Institution): Item {
  const { own } = stage.scene.stores;
  if (random.chance(4500)) return random.pick(own.special.focus).item;
  return stocked(random, random.chance(7000) ? own.western : own.patent, institution);
}

/** 空刷: the codes of boxes sold are kept and settled again on other cards at the same pharmacy. */
function savedCodes(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'pharmacy');
  const buyers = stage.people(random, random.between(10, 22), { age: [20, 85] });
  const cards = stage.actors(random, random.between(8, 14), { age: [22, 80], insutype: '310' });
  if (buyers === undefined || cards === undefined || stage.span < 28) return false;
  const deeds: Deeds = [];
  const again: FeeLine[] = [];
  for (const who of buyers) {
    const day = random.between(stage.firstDay + 1, stage.lastDay - 22);
    if (!isFree(who, day)) continue;
    const item = itemOf(play, institution);
    const codes = boxes(who, random.between(1, 3));
    const second = random.between(31_000, 73_000);
    perform(who, sell(who, play, institution, day, second, { item, codes }).visit);
    const later = day + random.between(1, 20);
    const [card] = sample(
      random,
      cards.filter((one) => isFree(one, later)),
      1,
    );
    if (card === undefined) continue;
    const sold = sell(card, play, institution, later, random.between(31_000, 75_000), { item, codes });
    deeds.push(perform(card, sold.visit));
    again.push(sold.line);
  }
  if (deeds.length < 5) return false;
  stage.label(play, { visits: deeds, lines: again, also: ALSO });
  return true;
}

/** 回流: a few people sell on what they were sold at A; B sells it again weeks later, to buyers who know nothing. */
function recycled(play: Play): boolean {
  const { stage, random } = play;
  const target = stage.place(play, 'pharmacy');
  const sources = stage.scene.places.pharmacies.filter((place) => place !== target);
  const source = random.pick(sources);
  const sellers = stage.actors(random, random.between(2, 4), { age: [40, 76] });
  const rounds = spread(random, stage.firstDay + 1, stage.lastDay - 46, random.between(4, 7), 18);
  const buyers = stage.people(random, 40, { age: [20, 88] });
  if (sellers === undefined || buyers === undefined || rounds.length < 2) return false;
  const focus = stage.scene.stores.own.special.focus.slice(0, 24);
  const deeds: Deeds = [];
  const again: FeeLine[] = [];
  for (const day of rounds) {
    for (const seller of sellers) {
      const { item } = random.pick(focus);
      const codes = boxes(seller, random.between(2, 4));
      perform(
        seller,
        sell(seller, play, source, day + random.int(3), random.between(31_000, 70_000), { item, codes }).visit,
      );
      for (const code of codes) {
        const later = day + random.between(14, 42);
        const [buyer] = sample(
          random,
          buyers.filter((one) => isFree(one, later, 2)),
          1,
        );
        if (buyer === undefined) continue;
        const sold = sell(buyer, play, target, later, random.between(31_000, 74_000), { item, codes: [code] });
        deeds.push(perform(buyer, sold.visit));
        again.push(sold.line);
      }
    }
  }
  if (deeds.length < 8) return false;
  stage.label(play, { visits: deeds, lines: again, also: ALSO });
  return true;
}

/** 串刷: one box on two cards within the hour. */
function chained(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'pharmacy');
  const cards = stage.actors(random, random.between(6, 10), { age: [22, 80], insutype: '310' });
  const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(8, 16), 4);
  if (cards === undefined || days.length < 4) return false;
  const deeds: Deeds = [];
  const again: FeeLine[] = [];
  for (const [nth, day] of days.entries()) {
    const first = cards[nth % cards.length];
    const second = cards[(nth + 1 + random.int(cards.length - 1)) % cards.length];
    if (first === undefined || second === undefined || first === second) continue;
    const item = itemOf(play, institution);
    const codes = boxes(first, random.between(1, 3));
    const at = random.between(33_000, 70_000);
    perform(first, sell(first, play, institution, day, at, { item, codes }).visit);
    const sold = sell(second, play, institution, day, at + random.between(120, 3200), { item, codes });
    deeds.push(perform(second, sold.visit));
    again.push(sold.line);
  }
  if (deeds.length < 4) return false;
  stage.label(play, { visits: deeds, lines: again, also: ALSO });
  return true;
}

/** Honest people, each on a free day: `tell` shows one meeting of a code with itself. */
function episodes(
  count: readonly [number, number],
  tell: (play: Play, institution: Institution, pair: readonly [Actor, Actor], day: number) => Deeds,
  also: readonly string[] = [],
): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const institution = stage.place(play, 'pharmacy');
    const people = stage.people(random, random.between(...count) * 2, { age: [18, 88] });
    if (people === undefined || stage.span < 20) return false;
    const deeds: Deeds = [];
    for (let nth = 0; nth + 1 < people.length; nth += 2) {
      const [first, second] = [people[nth], people[nth + 1]];
      const day = random.between(stage.firstDay + 1, stage.lastDay - 12);
      if (first === undefined || second === undefined || !isFree(first, day, 9) || !isFree(second, day, 9)) continue;
      deeds.push(...tell(play, institution, [first, second], day));
    }
    if (deeds.length === 0) return false;
    stage.label(play, { visits: deeds, also });
    return true;
  };
}

/** A box taken back is sold to somebody else. */
const resold = episodes([4, 8], (play, institution, [first, second], day) => {
  const { random } = play;
  const item = itemOf(play, institution);
  const codes = boxes(first, 1);
  const { visit, line } = sell(first, play, institution, day, random.between(31_000, 60_000), { item, codes });
  if (random.chance(5000)) visit.bills[0]?.lines.push(cancelled(first, line, line.cnt));
  else first.ledger.bill(visit, { second: visit.end_second + 900, reverses: billOf(visit) });
  const later = day + random.between(1, 7);
  const sold = sell(second, play, institution, later, random.between(31_000, 74_000), { item, codes });
  return [perform(first, visit), perform(second, sold.visit)];
});

function billOf(visit: Visit): Visit['bills'][number] {
  const [bill] = visit.bills;
  if (bill === undefined) throw new RangeError(`${visit.mdtrt_id} has no bill`);
  return bill;
}

/** 拆零: one box is sold by the tablet to several people. */
const splitBox = episodes([6, 12], (play, institution, pair, day) => {
  const { random } = play;
  const item = itemOf(play, institution);
  const codes = boxes(pair[0], 1);
  const pric = Math.max(100, Math.floor(item.pric / 24));
  return pair.map((who, nth) => {
    const sale = { item, codes, trdn: true, pric, cnt: random.between(4, 10) * UNIT };
    return perform(
      who,
      sell(who, play, institution, day + nth * random.between(0, 6), random.between(31_000, 74_000), sale).visit,
    );
  });
});

/** A settlement that failed is taken back and made again, on the same card. */
const settledAgain = episodes([4, 8], (play, institution, [who], day) => {
  const { random } = play;
  const item = itemOf(play, institution);
  const codes = boxes(who, random.between(1, 2));
  const second = random.between(31_000, 70_000);
  const { visit } = sell(who, play, institution, day, second, { item, codes });
  who.ledger.bill(visit, { second: second + 240, reverses: billOf(visit) });
  const again = sell(who, play, institution, day, second + random.between(300, 900), { item, codes });
  return [perform(who, visit), perform(who, again.visit)];
});

/** Two boxes on two lines of one receipt, one code scanned twice. */
const twoLines = episodes([4, 8], (play, institution, [who], day) => {
  const item = itemOf(play, institution);
  const codes = boxes(who, 1);
  const second = play.random.between(31_000, 70_000);
  const { visit } = sell(who, play, institution, day, second, { item, codes });
  const doctor = visit.doctor;
  billOf(visit).lines.push(who.ledger.line({ item, day, second, cnt: UNIT, doctor, trace: codes }));
  return [perform(who, visit)];
});

/** One code typed by hand and wrong: it is another box's of months ago. */
const mistyped = episodes(
  [1, 1],
  (play, institution, [first, second], day) => {
    const { random } = play;
    const item = itemOf(play, institution);
    const codes = boxes(first, 1);
    const other = random.pick(play.stage.scene.places.pharmacies);
    const { visit } = sell(first, play, other, day, random.between(31_000, 60_000), {
      item: itemOf(play, other),
      codes,
    });
    const sold = sell(second, play, institution, day + random.between(3, 8), random.between(31_000, 74_000), {
      item,
      codes,
    });
    return [perform(first, visit), perform(second, sold.visit)];
  },
  ['SH-TRACE'],
);

export const traceCode: Scheme = {
  id: 'trace-code',
  bound: 'institution',
  cases: [
    disguise('saved-codes', savedCodes),
    disguise('recycled', recycled),
    disguise('chained', chained),
    lookAlike('resold', resold),
    lookAlike('split-box', splitBox),
    lookAlike('settled-again', settledAgain),
    lookAlike('two-lines', twoLines),
    lookAlike('mistyped', mistyped),
  ],
};
