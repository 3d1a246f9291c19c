/** Generated worlds: a few persons, visits, lines and boxes around what a ruleset measures. */
import type { Attributes, Diagnosis, Line, Operation, Sale, Visit, World } from '@shouhu/claims';
import { aim, birth, code, dayNear, flag, maybe, momentNear, text, type WorldSetting } from './make-values.ts';
import type { Dice } from './dice.ts';
import { makeMoney } from './make-money.ts';
import { diagnosisNames, FIRST_DAY, institutionNames, itemNames, operationNames } from './vocabulary.ts';

interface Rows {
  readonly lines: Line[];
  readonly visits: Visit[];
  readonly diagnoses: Diagnosis[];
  readonly operations: Operation[];
  readonly sales: Sale[];
}

type Person = Pick<Attributes, 'psn_no' | 'gend' | 'brdy' | 'psn_type' | 'insutype'> & { death_day: number | null };
type Institution = Pick<Attributes, 'fixmedins_code' | 'hosp_lv' | 'fixmedins_type' | 'internet_hosp'>;

export function makeWorld(setting: WorldSetting): World {
  const { dice } = setting;
  const rows: Rows = { lines: [], visits: [], diagnoses: [], operations: [], sales: [] };
  const institutions = Array.from({ length: dice.pick([1, 1, 1, 2, 2, 3]) }, (_, at) => makeInstitution(setting, at));
  const persons = Array.from({ length: dice.pick([1, 1, 1, 1, 2, 3]) }, (_, at) => makePerson(setting, at));
  for (const person of persons) {
    const { types, admissions } = setting.targets;
    const size = dice.pick(types.has('overlap') || admissions ? [2, 2, 2, 3] : [1, 1, 2, 2, 3]);
    for (let at = 0; at < size; at += 1) makeVisit(setting, rows, person, dice.pick(institutions));
  }
  if (setting.targets.types.has('reuse') ? dice.percent(85) : dice.percent(5)) makeSales(setting, rows);
  const visits = rows.visits.filter(() => dice.percent(92));
  return {
    lines: dice.shuffled(rows.lines),
    visits: dice.shuffled(visits),
    diagnoses: dice.shuffled(rows.diagnoses),
    operations: dice.shuffled(rows.operations),
    sales: dice.shuffled(rows.sales),
    first_day: FIRST_DAY,
  };
}

function makePerson(setting: WorldSetting, at: number): Person {
  const { dice, base } = setting;
  return {
    psn_no: `${setting.prefix}P${at}`,
    gend: text(setting, 'gend'),
    brdy: birth(setting),
    psn_type: text(setting, 'psn_type'),
    insutype: text(setting, 'insutype'),
    death_day: maybe(dice, dice.percent(40) ? 0 : 100, base + dice.between(-1, 2)),
  };
}

function makeInstitution(setting: WorldSetting, at: number): Institution {
  return {
    fixmedins_code: setting.codePrefix + institutionNames[at],
    hosp_lv: flag(setting, 'hosp_lv'),
    fixmedins_type: text(setting, 'fixmedins_type'),
    internet_hosp: flag(setting, 'internet_hosp'),
  };
}

function makeVisit(setting: WorldSetting, rows: Rows, { death_day, ...person }: Person, institution: Institution) {
  const { dice } = setting;
  const own = rows.visits.filter((visit) => visit.psn_no === person.psn_no);
  const day = admission(setting, own);
  const twin = dice.percent(5)
    ? rows.visits.find(({ fixmedins_code }) => fixmedins_code !== institution.fixmedins_code)?.mdtrt_id
    : undefined;
  const stays = dice.percent(chanceOfStay(setting, own.length));
  const visit: Visit = {
    ...person,
    ...institution,
    mdtrt_id: freeId(rows, institution, twin) ?? `${setting.prefix}V${oddly(dice)}${rows.visits.length + 9}`,
    day,
    med_type: text(setting, 'med_type'),
    care_type: stays ? maybe(dice, 8, 'inpatient') : text(setting, 'care_type'),
    emergency: flag(setting, 'emergency'),
    matn_type: text(setting, 'matn_type', 50),
    begin_second: maybe(dice, 10, dice.pick([0, 28_800, 28_800, 86_399])),
    end_day: maybe(
      dice,
      10,
      Math.max(day, dice.percent(30) ? aim(setting, 'end_day') : day + dice.pick([0, 1, 2, 3, 7])),
    ),
    end_second: maybe(dice, 10, 36_000),
    dept: text(setting, 'dept'),
    dr: text(setting, 'dr'),
    profttl: text(setting, 'profttl', 30),
    death_day,
    diagnoses_known: dice.percent(80) ? 1 : 0,
    operations_known: dice.percent(75) ? 1 : 0,
  };
  rows.visits.push(visit);
  makeLists(setting, rows, visit);
  const size = dice.pick([1, 2, 2, 3, 3, 4]);
  for (let at = 0; at < size; at += 1) rows.lines.push(makeLine(setting, rows, visit));
}

/** Where stays matter the first visit usually is one, the next ones as often not. */
function chanceOfStay({ targets }: WorldSetting, before: number): number {
  if (targets.admissions) return 80;
  if (!targets.types.has('overlap') && !targets.types.has('stay')) return 45;
  return before === 0 ? 80 : 45;
}

/** Ids are compared by code point, not by UTF-16 unit nor by language. */
function oddly(dice: Dice): string {
  return dice.percent(8) ? dice.pick(['a', 'Z', '中', '\u{ff21}', '\u{20000}']) : '';
}

/** The day a visit begins: within an earlier one, on its last day, or at a distance a rule measures. */
function admission(setting: WorldSetting, own: readonly Visit[]): number {
  const { dice } = setting;
  const before = own.at(-1);
  if (before !== undefined && dice.percent(setting.targets.types.has('overlap') ? 70 : 20)) {
    return before.day + dice.pick([0, 1, 1, 1, (before.end_day ?? before.day) - before.day]);
  }
  return dayNear(
    setting,
    own.flatMap((visit) => [visit.day, visit.end_day ?? visit.day]),
  );
}

/** An id is unique within its institution only: another one may use it too. */
function freeId(rows: Rows, { fixmedins_code }: Institution, twin: string | undefined): string | undefined {
  const taken = rows.visits.some((visit) => visit.fixmedins_code === fixmedins_code && visit.mdtrt_id === twin);
  return taken ? undefined : twin;
}

/** Diagnoses only where the list is known; an operation may be known while the list is not closed. */
function makeLists(setting: WorldSetting, rows: Rows, { mdtrt_id, diagnoses_known, operations_known }: Visit): void {
  const { dice, targets } = setting;
  if (diagnoses_known === 1) {
    const size = dice.pick([0, 1, 1, 2]);
    for (let at = 0; at < size; at += 1) {
      // Without the ruleset's prefix a category is not the same for all; no set of a ruleset holds such a code.
      const bare = targets.admissions && dice.percent(60);
      const own = bare ? dice.pick(['I10', 'I10.1', 'J18']) : code(setting, targets.diagnoses, diagnosisNames);
      rows.diagnoses.push({ mdtrt_id, code: own });
    }
  }
  if (operations_known === 1 || dice.percent(20)) {
    const size = dice.pick([0, 1, 1, 2]);
    for (let at = 0; at < size; at += 1) {
      rows.operations.push({ mdtrt_id, code: code(setting, targets.operations, operationNames) });
    }
  }
}

function makeLine(setting: WorldSetting, rows: Rows, visit: Visit): Line {
  const { dice, targets, prefix } = setting;
  const own = rows.lines.filter((line) => line.psn_no === visit.psn_no);
  const near = own.length > 0 ? own : [{ day: visit.day, second: visit.begin_second }];
  const twin = dice.percent(4) ? rows.lines.find((line) => line.fixmedins_code !== visit.fixmedins_code) : undefined;
  const taken = rows.lines.some(
    (line) => line.fixmedins_code === visit.fixmedins_code && line.line_id === twin?.line_id,
  );
  const { psn_no, fixmedins_code, mdtrt_id, hosp_lv, fixmedins_type, internet_hosp, matn_type } = visit;
  return {
    psn_no,
    fixmedins_code,
    mdtrt_id,
    ...(dice.percent(30) ? { day: visit.day, second: visit.begin_second } : momentNear(setting, near)),
    med_type: visit.med_type,
    care_type: dice.percent(92) ? visit.care_type : text(setting, 'care_type'),
    emergency: visit.emergency,
    insutype: dice.percent(92) ? visit.insutype : text(setting, 'insutype'),
    psn_type: visit.psn_type,
    gend: dice.percent(95) ? visit.gend : null,
    brdy: dice.percent(90) ? visit.brdy : birth(setting),
    hosp_lv,
    fixmedins_type,
    internet_hosp,
    matn_type,
    line_id: twin === undefined || taken ? `${prefix}L${oddly(dice)}${rows.lines.length + 8}` : twin.line_id,
    setl_id: text(setting, 'setl_id', 15),
    item: code(setting, targets.items, itemNames),
    ...makeMoney(setting),
    rxno: text(setting, 'rxno', 15),
    dept: text(setting, 'dept'),
    dr: text(setting, 'dr'),
    profttl: text(setting, 'profttl', 30),
    prd_days: maybe(dice, 40, dice.percent(10) ? 0 : aim(setting, 'prd_days')),
    med_chrgitm_type: text(setting, 'med_chrgitm_type', 8),
    antibiotic_grade: text(setting, 'antibiotic_grade', 20),
    updt_day: updateDay(setting, visit),
  };
}

/** Updated about as long after the visit's begin or end as a condition names, or before it. */
function updateDay(setting: WorldSetting, visit: Visit): number | null {
  const { dice } = setting;
  const from = dice.percent(70) ? (visit.end_day ?? visit.day) : visit.day;
  return maybe(dice, 12, from + aim(setting, 'upload_days') - dice.pick([0, 0, 1]));
}

/** Boxes on lines and bare ones, few codes, so that a code is met again: on the same visit, another, at the same time. */
function makeSales(setting: WorldSetting, rows: Rows): void {
  const { dice, prefix } = setting;
  const codes = [`${prefix}T1`, `${prefix}T2`].slice(0, dice.between(1, 2));
  for (const line of rows.lines) {
    const size = dice.pick([0, 1, 1, 2]);
    for (let at = 0; at < size; at += 1) {
      rows.sales.push({
        drug_trac_codg: dice.pick(codes),
        psn_no: maybe(dice, 5, line.psn_no),
        fixmedins_code: line.fixmedins_code,
        mdtrt_id: maybe(dice, 5, line.mdtrt_id),
        line_id: maybe(dice, 8, line.line_id),
        day: dice.percent(85) ? line.day : line.day + 1,
        second: line.second,
        trdn_flag: dice.pick([0, 0, 0, 0, null, 1]),
      });
    }
  }
}
