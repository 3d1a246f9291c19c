/** 医院项目串换: one service billed as a dearer one; and honest changes of names and prices. */
import type { Siblings } from '../catalogue/special.ts';
import type { Institution } from '../model.ts';
import { isInpatient } from '../write/tables.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { Tally } from './stage.ts';

const ALSO = ['high-value'];
/** Insured below which a town's hospital bills too little of anything to tell. */
const ENOUGH_FOR_TOWNS = 20_000;

/** A hospital that does nothing of the kind to the item yet. */
function hospitalFor(play: Play, what: string): Institution | undefined {
  const { stage, random } = play;
  const small = stage.scene.census.insured < ENOUGH_FOR_TOWNS;
  return stage.freshPlace(play, small || random.chance(6500) ? 'big' : 'town', what);
}

/** The pair of a play: each repetition of the case takes the next. */
function pairOf(play: Play, pairs: readonly Siblings[]): Siblings | undefined {
  return pairs[play.stage.turn(play) % pairs.length];
}

/** The hospital's own cheap service, billed under the national code of something else. */
function otherName(play: Play): boolean {
  const { stage, random } = play;
  const pair = pairOf(play, stage.scene.stores.own.special.unlike);
  const institution = pair === undefined || stage.span < 60 ? undefined : hospitalFor(play, pair.dear.code);
  if (pair === undefined || institution === undefined) return false;
  const tally = new Tally();
  const often = random.between(2200, 3800);
  stage.practise(institution, ({ person, random: chance, ledger }, { visit, lines }) => {
    const days = visit.end === null ? 1 : Math.max(1, visit.end - visit.begin);
    if (!chance.chance(isInpatient(visit) ? often : Math.floor(often / 4))) return;
    for (let nth = 0; nth < Math.min(days, 5); nth += 1) {
      const second = Math.min(86_000, visit.begin_second + 2700);
      const at = { day: visit.begin + nth, second, cnt: 10_000, doctor: visit.doctor };
      const line = ledger.line({ ...at, item: pair.dear, ownName: pair.cheap.name });
      lines.push(line);
      tally.add(person, visit, [line], true);
    }
  });
  settleUp(play, tally, [pair.dear.code]);
  return true;
}

/** From one month on the cheap sibling is never billed again, and the dear one in its place. */
function takesOver(play: Play): boolean {
  const { stage, random } = play;
  const pair = pairOf(play, stage.scene.stores.own.special.siblings.slice(0, 6));
  const institution = pair === undefined || stage.span < 150 ? undefined : hospitalFor(play, pair.dear.code);
  if (pair === undefined || institution === undefined) return false;
  const from = stage.firstDay + random.between(Math.floor(stage.span / 3), Math.floor((stage.span * 2) / 3));
  const tally = new Tally();
  const often = random.between(3000, 4500);
  stage.practise(institution, ({ person, random: chance }, basket) => {
    const { visit, lines } = basket;
    const { cheap, dear } = pair;
    const later = visit.begin >= from;
    if (chance.chance(often)) {
      basket.add(later ? dear : cheap, 1, visit.begin, Math.min(86_000, visit.begin_second + 1500));
    }
    for (const [at, { item }] of lines.entries()) {
      if (item !== cheap && item !== dear) continue;
      const line = item === (later ? dear : cheap) ? lines[at] : basket.rebill(at, later ? dear : cheap);
      if (later && line !== undefined) tally.add(person, visit, [line], true);
    }
  });
  settleUp(play, tally, [pair.dear.code]);
  return true;
}

/** A hospital that calls a test by its everyday name. */
function everydayName(play: Play): boolean {
  const { stage, random } = play;
  const pair = pairOf(play, stage.scene.stores.own.special.siblings.slice(0, 6));
  const institution = pair === undefined ? undefined : hospitalFor(play, pair.dear.code);
  if (pair === undefined || institution === undefined) return false;
  const tally = new Tally();
  const name = `${pair.cheap.name.replace('示例', '').replace('分析', '检查')}(${random.pick(['急', '常规', '自费除外'])})`;
  stage.practise(institution, ({ person }, basket) => {
    for (const [at, { item }] of basket.lines.entries()) {
      if (item !== pair.cheap) continue;
      const line = basket.rebill(at, item, name);
      if (line !== undefined) tally.add(person, basket.visit, [line], true);
    }
  });
  settleUp(play, tally, [pair.cheap.code]);
  return true;
}

/** A new price list: every hospital bills the new item from the same day on. */
function newPrices(play: Play): boolean {
  const { stage } = play;
  const { own, newPrices: since } = stage.scene.stores;
  const pair = own.special.siblings.slice(6)[stage.turn(play)];
  if (pair === undefined || since > stage.lastDay - 20) return false;
  const tally = new Tally();
  for (const institution of [...stage.scene.places.big, ...stage.scene.places.towns]) {
    stage.practise(institution, ({ person }, { visit, lines }) => {
      const found = lines.filter(({ item }) => item === pair.dear);
      if (found.length > 0) tally.add(person, visit, found, true);
    });
  }
  settleUp(play, tally, [pair.dear.code]);
  return true;
}

/** Labels what was gathered once the county is written, if there was anything. */
function settleUp(play: Play, tally: Tally, items: readonly string[]): void {
  const also = play.kind === 'scheme' ? ALSO : [];
  play.stage.afterwards(() => {
    if (tally.line_ids.size > 0) play.stage.write(play, tally, { items, also });
  });
}

export const hospitalSubstitution: Scheme = {
  id: 'hospital-substitution',
  bound: 'institution',
  cases: [
    disguise('other-name', otherName),
    disguise('takes-over', takesOver),
    lookAlike('everyday-name', everydayName),
    lookAlike('new-prices', newPrices),
  ],
};
