/** 高值药品、耗材、大型设备: used far beyond what peers use for the same patients; and good reasons to use much. */
import { strokeSequel, tumours } from '../catalogue/diagnoses.ts';
import { chemoStay } from '../honest/courses/chemo.ts';
import { doctorsFor } from '../honest/doctors.ts';
import { cannulaOf, stay } from '../honest/stays.ts';
import { isInpatient } from '../write/tables.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { Tally, perform } from './stage.ts';

const UNIT = 10_000;
const LATE = 61_200;

/** An adjuvant drug in more than half of the ordinary stays, on most of their days. */
function adjuvant(play: Play): boolean {
  const { stage, random } = play;
  const { adjuvants } = stage.scene.stores.own.special;
  const item = adjuvants[stage.turn(play) % adjuvants.length];
  if (item === undefined || stage.span < 60) return false;
  const institution = stage.freshPlace(play, 'big', item.code);
  if (institution === undefined) return false;
  const often = random.between(6000, 7800);
  const tally = new Tally();
  stage.practise(institution, ({ person, random: chance, ledger }, { visit, lines }) => {
    if (!isInpatient(visit) || visit.end === null || !chance.chance(often)) return;
    for (let day = visit.begin + chance.int(2); day < visit.end; day += 1) {
      const at = { day, second: LATE, cnt: chance.between(1, 2) * UNIT, doctor: visit.doctor };
      const line = ledger.line({ ...at, item, rxno: ledger.prescription(), prd_days: UNIT });
      lines.push(line);
      tally.add(person, visit, [line], true);
    }
  });
  settleUp(play, tally, item.code);
  return true;
}

/** One doctor orders a CT for nearly everybody. */
function tomography(play: Play): boolean {
  const { stage, random } = play;
  const { ct } = stage.scene.stores.own.special;
  const turn = stage.turn(play);
  const institution = stage.span < 60 ? undefined : stage.freshPlace(play, 'town', `${turn >> 1}`);
  if (institution === undefined) return false;
  const doctors = doctorsFor(institution, 'internal');
  const doctor = doctors[turn >> 1];
  if (doctor === undefined) return false;
  const tally = new Tally();
  const often = random.between(8600, 9500);
  stage.practise(institution, ({ person, random: chance }, basket) => {
    const { visit, lines } = basket;
    if (isInpatient(visit) || visit.doctor !== doctor || !chance.chance(often)) return;
    if (!lines.some(({ item }) => ct.includes(item))) {
      basket.add(chance.pick(ct), 1, visit.begin, Math.min(86_000, visit.begin_second + 900));
    }
    tally.add(
      person,
      visit,
      lines.filter(({ item }) => ct.includes(item)),
      true,
    );
  });
  settleUp(play, tally);
  return true;
}

/** Three of a consumable for every one that peers use. */
function consumable(play: Play): boolean {
  const { stage } = play;
  const item = cannulaOf(stage.scene.stores.own.special.staples);
  const institution = stage.span < 60 ? undefined : stage.freshPlace(play, 'big', item.code);
  if (institution === undefined) return false;
  const tally = new Tally();
  stage.practise(institution, ({ person, random: chance }, basket) => {
    const { visit, lines } = basket;
    if (!isInpatient(visit) || visit.end === null) return;
    const usual = lines.filter((line) => line.item === item).length;
    for (let more = usual * 2 + chance.between(1, 2); more > 0; more -= 1) {
      basket.add(item, 1, visit.begin + chance.int(Math.max(1, visit.end - visit.begin)), LATE);
    }
    tally.add(
      person,
      visit,
      lines.filter((line) => line.item === item),
      true,
    );
  });
  settleUp(play, tally, item.code);
  return true;
}

function settleUp(play: Play, tally: Tally, item?: string): void {
  play.stage.afterwards(() => {
    const items = item === undefined ? play.stage.scene.stores.own.special.ct.map(({ code }) => code) : [item];
    if (tally.line_ids.size > 0) play.stage.write(play, tally, { items, also: ['hospital-substitution'] });
  });
}

/** A ward for strokes: its drug is for them. */
function strokeWard(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'big');
  const patients = stage.actors(random, random.between(10, 16), { age: [55, 86] });
  if (patients === undefined || stage.span < 60) return false;
  const { stroke } = stage.scene.stores.own.special;
  const deeds = patients.map((who) => {
    const disease = { code: 'I63.900', name: '脑梗死', dept: 'neurology' as const };
    const begin = random.between(stage.firstDay + 2, stage.lastDay - 18);
    const how = { institution, disease, beside: random.chance(2000) ? [strokeSequel] : [], operates: false };
    return perform(who, stay(who, stage.scene, begin, random.between(6, 11), how));
  });
  stage.label(play, { visits: deeds, items: [stroke.code] });
  return true;
}

/** A department of oncology: dear drugs, for tumours. */
function oncology(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'big');
  const patients = stage.actors(random, random.between(7, 10), { age: [45, 80] });
  if (patients === undefined || stage.span < 60) return false;
  const { chemo } = stage.scene.stores.own.special;
  const deeds = patients.flatMap((who) => {
    const how = { tumour: random.pick(tumours), institution };
    const first = random.between(stage.firstDay + 2, stage.lastDay - 50);
    return [0, 1].map((cycle) =>
      perform(who, chemoStay(who, stage.scene, first + cycle * 21, random.between(2, 3), how)),
    );
  });
  stage.label(play, { visits: deeds, items: chemo.map(({ code }) => code) });
  return true;
}

/** A new device that only the county's first hospital may use, in operations. */
function newDevice(play: Play): boolean {
  const { stage, random } = play;
  const [institution] = stage.scene.places.big;
  const patients = stage.actors(random, random.between(8, 14), { age: [45, 80] });
  const { newDevice: item } = stage.scene.stores.own.special;
  if (patients === undefined || institution === undefined || stage.span < 60) return false;
  const deeds = patients.map((who) => {
    const disease = { code: 'I25.103', name: '冠状动脉粥样硬化性心脏病', dept: 'internal' as const };
    const visit = stay(who, stage.scene, random.between(stage.firstDay + 2, stage.lastDay - 14), random.between(4, 8), {
      institution,
      disease,
      operates: false,
      med_type: '21',
    });
    visit.operations.push({ code: '36.0700x004', name: '冠状动脉药物洗脱支架置入术', day: visit.begin + 1 });
    const at = { day: visit.begin + 1, second: 40_000, cnt: random.between(1, 2) * UNIT, doctor: visit.doctor };
    visit.bills[0]?.lines.push(who.ledger.line({ ...at, item }));
    return perform(who, visit);
  });
  stage.label(play, { visits: deeds, items: [item.code] });
  return true;
}

export const highValue: Scheme = {
  id: 'high-value',
  bound: 'institution',
  cases: [
    disguise('adjuvant', adjuvant),
    disguise('tomography', tomography),
    disguise('consumable', consumable),
    lookAlike('stroke-ward', strokeWard),
    lookAlike('oncology', oncology),
    lookAlike('new-device', newDevice),
  ],
};
