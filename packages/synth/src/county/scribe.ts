/** Writes the county's people and visits to its tables, and keeps the books of what was billed. */
import type { Bill, FeeLine, Institution, Person, Visit } from '../model.ts';
import { OwnNames } from '../write/own-names.ts';
import { Registry } from '../write/registry.ts';
import { TableFolder } from '../write/csv.ts';
import type { TableFile } from '../write/csv.ts';
import {
  billPart,
  columns,
  institutionRow,
  operationRow,
  personPart,
  personRow,
  writeBill,
  writeDiagnosis,
  writeFee,
  writeMovement,
  writeVisit,
} from '../write/tables.ts';
import { isInpatient } from '../write/tables.ts';
import type { BillPart, Movement, PersonPart, TableName } from '../write/tables.ts';
import { dayText } from '../write/text.ts';
import type { Period } from './period.ts';
import { Purse } from './purse.ts';
import { Till, sumsOf } from './settle.ts';
import { Storeroom } from './storeroom.ts';
import type { SupplyPlan } from './storeroom.ts';
import { Theatre } from './theatre.ts';
import { Wards } from './wards.ts';

/** Writes rows in the order they are handed over; `close` completes the stock and the files. */
export class Scribe {
  readonly #folder: TableFolder;
  readonly #files = new Map<TableName, TableFile>();
  /** By day of the period. */
  readonly #feeFiles: TableFile[] = [];
  readonly #storeroom: Storeroom;
  readonly #period: Period;
  readonly #wards: Wards;
  readonly #theatre = new Theatre();
  readonly #ownNames = new OwnNames();
  /** Where the insured are written with names and certificates; undefined: nowhere. */
  readonly #registry: Registry | undefined;
  /** Fee rows written, of all kinds. */
  lines = 0;

  constructor(out: string, period: Period, institutions: readonly Institution[], registry?: string) {
    this.#folder = new TableFolder(out);
    this.#registry = registry === undefined ? undefined : new Registry(registry, period.firstDay);
    this.#period = period;
    this.#wards = new Wards(period);
    this.#storeroom = new Storeroom(institutions, period);
    this.#institutions(institutions);
    for (const name of ['mdtrt_d', 'setl_d', 'setl_list_diag_d', 'setl_list_oprn_d', 'psn_info_b', 'stock'] as const) {
      this.#file(name);
    }
  }

  #institutions(institutions: readonly Institution[]): void {
    for (const institution of institutions) {
      this.#file('fixmedins_b').add(institutionRow(institution));
      for (const { dr_code, dept, profttl } of institution.doctors) {
        const grade = profttl === '主任医师' || profttl === '副主任医师' ? 3 : profttl === '主治医师' ? 2 : 1;
        const row = `${dr_code},${institution.fixmedins_code},${dept.code},${profttl},${grade}`;
        this.#file('medins_staff_b').add(row);
      }
    }
  }

  /** Has the theatres know of a visit that is written later. */
  announce(visit: Visit): void {
    this.#theatre.reserve(visit);
  }

  /** A person with all visits in the order of time. */
  person(person: Person, visits: readonly Visit[], purse = new Purse(person, this.#period.firstDay)): void {
    this.#file('psn_info_b').add(personRow(person));
    const part = personPart(person);
    const till = new Till(person, purse);
    for (const visit of visits) this.#visit(person, part, visit, till);
    this.#registry?.person(person, purse.balance(this.#period.lastDay));
  }

  #movement(move: Movement): void {
    writeMovement(this.#file('stock'), move);
  }

  /** Writes how those who keep books came by what they billed, and ends. @returns rows by file name */
  close(keepsBooks: (institution: Institution) => boolean, plans: readonly SupplyPlan[]): ReadonlyMap<string, number> {
    for (const move of this.#storeroom.movements(keepsBooks, plans)) this.#movement(move);
    this.#registry?.close();
    return this.#folder.close();
  }

  #visit(person: Person, part: PersonPart, visit: Visit, till: Till): void {
    const bed = isInpatient(visit) ? this.#wards.bedFor(visit, this.#period.lastDay) : null;
    writeVisit(this.#file('mdtrt_d'), person, part, visit, bed);
    const setl_id = visit.bills.find((bill) => bill.reverses === null)?.setl_id ?? '';
    for (let at = 0; at < visit.diagnoses.length; at += 1) {
      writeDiagnosis(this.#file('setl_list_diag_d'), person, visit, at, setl_id);
    }
    for (const [at, done] of visit.operations.entries()) {
      const slot = this.#theatre.slotFor(visit, done);
      this.#file('setl_list_oprn_d').add(operationRow(person, visit, { done, slot, main: at === 0 }, setl_id));
    }
    for (const bill of visit.bills) writeBill(this.#file('setl_d'), person, visit, bill, till.settle(visit, bill));
    this.#lines(person, visit);
  }

  /** Writes the fee lines of a visit whose other rows follow later, and lets the lines go. */
  release(person: Person, visit: Visit): void {
    this.#lines(person, visit);
    for (const bill of visit.bills) bill.sums = sumsOf(bill.lines);
    for (const { lines } of visit.bills) lines.length = 0;
    visit.open.length = 0;
    visit.dropped.length = 0;
  }

  #lines(person: Person, visit: Visit): void {
    const { institution } = visit;
    for (const bill of visit.bills) {
      if (bill.sums !== null) continue;
      this.#fees(institution, bill.lines, billPart(person, visit, bill.setl_id), true);
      for (const line of bill.reverses?.lines ?? []) {
        this.#storeroom.book(this.#storeroom.placeOf(institution, line.item), line, -1);
      }
      if (institution.fixmedins_type === '2') this.#sales(person, visit, bill);
    }
    if (visit.open.length > 0) this.#fees(institution, visit.open, billPart(person, visit, ''), true);
    for (const { line, setl_id } of visit.dropped) {
      this.#fees(institution, [line], billPart(person, visit, setl_id), false);
    }
  }

  /** Writes fee lines; `counts` unless a correct reading drops them. */
  #fees(institution: Institution, lines: readonly FeeLine[], shared: BillPart, counts: boolean): void {
    this.lines += lines.length;
    for (const line of lines) {
      const file = this.#feeFiles[line.day - this.#period.firstDay] ?? this.#feeFile(line.day);
      this.#registry?.item(line.item);
      const place = this.#storeroom.placeOf(institution, line.item);
      place.ownName ??= this.#ownNames.of(institution, line.item);
      const { ownName } = line;
      writeFee(file, line, shared, ownName === undefined ? place.ownName : this.#ownNames.other(institution, ownName));
      if (counts) this.#storeroom.book(place, line, 1);
    }
  }

  #feeFile(day: number): TableFile {
    const file = this.#folder.file(`fee_list_d-${dayText(day).slice(0, 7)}`, columns.fee_list_d);
    this.#feeFiles[day - this.#period.firstDay] = file;
    return file;
  }

  #sales(person: Person, visit: Visit, bill: Bill): void {
    const back = bill.reverses !== null;
    for (const line of (bill.reverses ?? bill).lines) {
      if (line.item.kind === 'service') continue;
      const returned = back || line.cnt < 0;
      this.#movement({
        fixmedins_code: visit.institution.fixmedins_code,
        item_code: line.item.code,
        inv_type: returned ? '3506' : '3505',
        cnt: Math.abs(line.cnt),
        pric: line.pric,
        day: bill.day,
        second: bill.second,
        trace: line.trace,
        setl_id: bill.setl_id,
        psn_no: person.psn_no,
        trdn: line.trdn,
      });
    }
  }

  #file(name: TableName): TableFile {
    let file = this.#files.get(name);
    if (file === undefined) {
      file = this.#folder.file(name, columns[name]);
      this.#files.set(name, file);
    }
    return file;
  }
}
