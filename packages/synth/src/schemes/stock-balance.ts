/** 进销存: more is billed than ever came in; and books that balance in unusual ways. */
import type { SupplyCase } from '../county/supply.ts';
import type { Institution } from '../model.ts';
import { sell } from './counter.ts';
import { spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme, SchemeCase } from './scheme.ts';
import { Tally, isFree, perform } from './stage.ts';

const UNIT = 10_000;

type Of = 'drugs' | 'consumables';

/** Some items of one institution with a supply as told; labelled when all that it billed is known. */
function supply(of: Of, as: SupplyCase): SchemeCase['plant'] {
  return (play) => {
    const { stage, random } = play;
    if (stage.span < 85) return false;
    const institution = placeFor(play, of);
    const items = random.between(3, 6);
    stage.supplies.push({
      institution,
      of,
      as,
      items,
      random,
      done: (outcome) => {
        if (outcome.items.length > 0)
          book(
            play,
            institution,
            outcome.items.map(({ code }) => code),
            outcome.uncovered_fen,
          );
      },
    });
    return true;
  };
}

function book(play: Play, institution: Institution, items: readonly string[], expected: number): void {
  const { stage } = play;
  const tally = new Tally();
  tally.places.add(institution);
  tally.from = stage.firstDay;
  tally.to = stage.lastDay;
  stage.write(play, tally, { items, expected });
}

/** Consumables are billed by hospitals; drugs by everyone. */
function placeFor(play: Play, of: Of): Institution {
  const { stage, random } = play;
  if (!stage.hospitalStock) return stage.place(play, 'pharmacy');
  const kinds = of === 'drugs' ? (['big', 'town', 'pharmacy', 'pharmacy'] as const) : (['big'] as const);
  return stage.place(play, random.pick(kinds));
}

/** A drug that is given out by the tablet: the bill counts tablets, the books boxes. */
function tablets(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'pharmacy');
  const people = stage.people(random, random.between(16, 30), { age: [6, 84] });
  if (people === undefined || stage.span < 60) return false;
  const { own } = stage.scene.stores;
  const item = random.pick(own.western.filter(({ pric, selfpay_prop }) => pric > 200_000 && selfpay_prop === 0));
  const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, people.length, 1);
  const [first] = people;
  const deeds = people.flatMap((who, nth) => {
    const day = days[nth];
    if (day === undefined || first === undefined || !isFree(who, day)) return [];
    const codes = [first.ledger.box()];
    const sale = { item, codes, trdn: true, pric: Math.floor(item.pric / 24), cnt: random.between(6, 18) * UNIT };
    return [perform(who, sell(who, play, institution, day, random.between(31_000, 74_000), sale).visit)];
  });
  if (deeds.length < 5) return false;
  stage.label(play, { visits: deeds, items: [item.code] });
  return true;
}

function balance(of: Of): readonly SchemeCase[] {
  return [
    disguise('never-bought', supply(of, 'never-bought')),
    disguise('third-more', supply(of, 'third-more')),
    disguise('after-the-fact', supply(of, 'after-the-fact')),
    lookAlike('stocktake', supply(of, 'stocktake')),
    lookAlike('gifts', supply(of, 'gifts')),
    lookAlike('sent-back', supply(of, 'sent-back')),
    lookAlike('late-entry', supply(of, 'late-entry')),
  ];
}

export const drugBalance: Scheme = {
  id: 'GZ10000202001000',
  bound: 'institution',
  cases: [...balance('drugs'), lookAlike('tablets', tablets)],
};

export const consumableBalance: Scheme = {
  id: 'GZ10000203001000',
  bound: 'institution',
  cases: balance('consumables'),
};
