/** Writes the county's people and visits to its tables, and keeps the books of what was billed. */
import type { Bill, FeeLine, Institution, Person, Visit } from '../model.ts';
import { OwnNames } from '../write/own-names.ts';
import { TableFolder } from '../write/csv.ts';
import type { TableFile } from '../write/csv.ts';
import {
  billPart,
  columns,
  diagnosisRow,
  institutionRow,
  operationRow,
  personPart,
  personRow,
  stockRow,
  visitRow,
  writeBill,
  writeFee,
} from '../write/tables.ts';
import { isInpatient } from '../write/tables.ts';
import type { Movement, PersonPart, TableName } from '../write/tables.ts';
import { dayText } from '../write/text.ts';
import type { Period } from './period.ts';
import { Purse } from './purse.ts';
import { Till } from './settle.ts';
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
  /** Fee rows written, of all kinds. */
  lines = 0;

  constructor(out: string, period: Period) {
    this.#folder = new TableFolder(out);
    this.#period = period;
    this.#wards = new Wards(period);
    this.#storeroom = new Storeroom(period);
    for (const name of ['mdtrt_d', 'setl_d', 'setl_list_diag_d', 'setl_list_oprn_d', 'psn_info_b', 'stock'] as const) {
      this.#file(name);
    }
  }

  institutions(institutions: readonly Institution[]): void {
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
  }

  #movement(move: Movement): void {
    this.#file('stock').add(stockRow(move));
  }

  /** Writes how those who keep books came by what they billed, and ends. @returns rows by file name */
  close(keepsBooks: (institution: Institution) => boolean, plans: readonly SupplyPlan[]): ReadonlyMap<string, number> {
    for (const move of this.#storeroom.movements(keepsBooks, plans)) this.#movement(move);
    return this.#folder.close();
  }

  #visit(person: Person, part: PersonPart, visit: Visit, till: Till): void {
    const bed = isInpatient(visit) ? this.#wards.bedFor(visit, this.#period.lastDay) : null;
    this.#file('mdtrt_d').add(visitRow(person, part, visit, bed));
    const setl_id = visit.bills.find((bill) => bill.reverses === null)?.setl_id ?? '';
    for (let at = 0; at < visit.diagnoses.length; at += 1) {
      this.#file('setl_list_diag_d').add(diagnosisRow(person, visit, at, setl_id));
    }
    for (const [at, done] of visit.operations.entries()) {
      const slot = this.#theatre.slotFor(visit, done);
      this.#file('setl_list_oprn_d').add(operationRow(person, visit, { done, slot, main: at === 0 }, setl_id));
    }
    for (const bill of visit.bills) {
      writeBill(this.#file('setl_d'), person, visit, bill, till.settle(visit, bill));
      this.#fees(visit.institution, bill.lines, billPart(person, visit, bill.setl_id));
      for (const line of (bill.reverses ?? bill).lines) {
        this.#storeroom.book(visit.institution, line, bill.reverses === null ? 1 : -1);
      }
      if (visit.institution.fixmedins_type === '2') this.#sales(person, visit, bill);
    }
    for (const line of visit.open) this.#storeroom.book(visit.institution, line, 1);
    if (visit.open.length > 0) this.#fees(visit.institution, visit.open, billPart(person, visit, ''));
    for (const { line, setl_id: of } of visit.dropped)
      this.#fees(visit.institution, [line], billPart(person, visit, of));
  }

  #fees(institution: Institution, lines: readonly FeeLine[], shared: Uint8Array): void {
    this.lines += lines.length;
    for (const line of lines) {
      const file = this.#feeFiles[line.day - this.#period.firstDay] ?? this.#feeFile(line.day);
      writeFee(file, line, shared, this.#ownNames.columnsOf(institution, line));
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
