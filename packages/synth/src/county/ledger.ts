/** Numbers the rows of one person and makes fee lines whose parts sum to the fen. */
import type { Bill, Doctor, FeeLine, Institution, Item, Person, Visit } from '../model.ts';

/** What a fee line is made from; quantities and prices in ten-thousandths. */
export interface LineParts {
  readonly item: Item;
  readonly day: number;
  readonly second: number;
  readonly cnt: number;
  readonly doctor: Doctor;
  readonly rxno?: string | undefined;
  readonly prd_days?: number | undefined;
  readonly pric?: number | undefined;
  readonly trace?: readonly string[] | undefined;
  readonly trdn?: boolean | undefined;
  readonly init_feedetl_sn?: string | undefined;
  readonly line_id?: string | undefined;
  readonly updated?: number | undefined;
  readonly valid?: boolean | undefined;
  /** Instead of the item's own share: 10,000 leaves nothing to the fund. */
  readonly selfpay_prop?: number | undefined;
  /** A price above the cap that the bill does not own up to. */
  readonly hides_cap?: boolean | undefined;
  /** Fen that the row claims to be in scope beyond its amount: a faulty record. */
  readonly claims_more?: number | undefined;
  readonly ownName?: string | undefined;
}

/** What may be told of a plain line. */
export interface PlainExtra {
  readonly rxno?: string;
  readonly prd_days?: number;
  /** Every box has a trace code of its own. */
  readonly trace?: boolean;
}

/** What a visit is made from. */
export interface VisitParts {
  readonly institution: Institution;
  readonly med_type: string;
  readonly begin: number;
  readonly begin_second: number;
  readonly doctor: Doctor;
  readonly end?: number | null;
  readonly end_second?: number;
  readonly insutype?: string;
  readonly matn_type?: string;
  readonly dscg_way?: string;
  readonly mdtrt_id?: string;
  readonly valid?: boolean | undefined;
  readonly pays?: Visit['pays'];
  readonly mdtrt_cert_type?: string | undefined;
}

const NO_CODES: readonly string[] = [];
const NOTHING: PlainExtra = {};
const UNIT = 10_000;

/** cnt × pric in fen, rounded half up; both are ten-thousandths, so 10^6 of their product are one fen. */
function amountOf(cnt: number, pric: number): number {
  const product = Math.abs(cnt) * pric;
  const fen = Math.floor((product + 500_000) / 1_000_000);
  return cnt < 0 ? -fen : fen;
}

/** Hands out the row numbers of one person, in the order of asking. */
export class Ledger {
  readonly person: Person;
  readonly #prefix: string;
  #lines = 0;
  #visits = 0;
  #bills = 0;
  #boxes = 0;
  #prescriptions = 0;

  constructor(person: Person) {
    this.person = person;
    this.#prefix = `${person.index}`.padStart(8, '0');
  }

  visit(parts: VisitParts): Visit {
    this.#visits += 1;
    return {
      mdtrt_id: parts.mdtrt_id ?? `M${this.#prefix}${this.#visits}`,
      institution: parts.institution,
      med_type: parts.med_type,
      insutype: parts.insutype ?? this.person.insutype,
      begin: parts.begin,
      begin_second: parts.begin_second,
      end: parts.end === undefined ? parts.begin : parts.end,
      end_second: parts.end_second ?? Math.min(86_399, parts.begin_second + 2400),
      doctor: parts.doctor,
      diagnoses: [],
      operations: [],
      bills: [],
      open: [],
      dropped: [],
      mdtrt_cert_type: parts.mdtrt_cert_type ?? (this.#visits % 3 === 0 ? '03' : '01'),
      pays: parts.pays,
      matn_type: parts.matn_type ?? '',
      dscg_way: parts.dscg_way ?? '',
      valid: parts.valid ?? true,
    };
  }

  /** A settlement at the end of the visit, or at the time given. */
  bill(visit: Visit, at: { day?: number; second?: number; reverses?: Bill } = {}): Bill {
    this.#bills += 1;
    const made: Bill = {
      setl_id: `S${this.#prefix}${this.#bills}`,
      day: at.day ?? visit.end ?? visit.begin,
      second: at.second ?? visit.end_second,
      lines: [],
      reverses: at.reverses ?? null,
      sums: null,
    };
    visit.bills.push(made);
    return made;
  }

  /** A fee line: what exceeds the price cap is paid by the person, of the rest the item's own share first. */
  line(parts: LineParts): FeeLine {
    this.#lines += 1;
    const { item, cnt } = parts;
    const pric = parts.pric ?? item.pric;
    const amount = amountOf(cnt, pric);
    const above = parts.hides_cap === true ? 0 : Math.max(0, pric - item.pric_uplmt);
    const ratio = parts.selfpay_prop ?? item.selfpay_prop;
    const overlmt_selfpay = above === 0 ? 0 : amountOf(cnt, above);
    const rest = amount - overlmt_selfpay;
    const own = ratio === 10_000 ? rest : 0;
    const preselfpay = own === 0 ? share(rest, ratio) : 0;
    return {
      line_id: parts.line_id ?? `F${this.#prefix}${this.#lines}`,
      item,
      day: parts.day,
      second: parts.second,
      cnt,
      pric,
      amount,
      fulamt_ownpay: own,
      overlmt_selfpay,
      preselfpay,
      inscp: rest - own - preselfpay + (parts.claims_more ?? 0),
      rxno: parts.rxno ?? '',
      prd_days: parts.prd_days ?? 0,
      doctor: parts.doctor,
      trace: parts.trace ?? NO_CODES,
      trdn: parts.trdn ?? false,
      init_feedetl_sn: parts.init_feedetl_sn ?? '',
      updated: parts.updated ?? parts.day,
      valid: parts.valid ?? true,
      ownName: parts.ownName,
    };
  }

  /** Whole units of an item at its own price, as most lines are. */
  plain(item: Item, units: number, day: number, second: number, visit: Visit, extra = NOTHING): FeeLine {
    this.#lines += 1;
    const { pric, selfpay_prop } = item;
    const cnt = units * UNIT;
    const amount = amountOf(cnt, pric);
    const own = selfpay_prop === 10_000 ? amount : 0;
    const preselfpay = own === 0 ? share(amount, selfpay_prop) : 0;
    return {
      line_id: `F${this.#prefix}${this.#lines}`,
      item,
      day,
      second,
      cnt,
      pric,
      amount,
      fulamt_ownpay: own,
      overlmt_selfpay: 0,
      preselfpay,
      inscp: amount - own - preselfpay,
      rxno: extra.rxno ?? '',
      prd_days: extra.prd_days ?? 0,
      doctor: visit.doctor,
      trace: extra.trace === true ? this.#newBoxes(units) : NO_CODES,
      trdn: false,
      init_feedetl_sn: '',
      updated: day,
      valid: true,
      ownName: undefined,
    };
  }

  /** A trace code that no other box of the county has. */
  box(): string {
    this.#boxes += 1;
    return `8${this.#prefix}${10_000_000_000 + this.#boxes}`;
  }

  #newBoxes(count: number): string[] {
    const codes: string[] = [];
    for (let left = count; left > 0; left -= 1) codes.push(this.box());
    return codes;
  }

  prescription(): string {
    this.#prescriptions += 1;
    return `R${this.#prefix}${this.#prescriptions}`;
  }
}

/** A ten-thousandths share of an amount, rounded half away from zero. */
function share(amount: number, ratio: number): number {
  const size = Math.floor((Math.abs(amount) * ratio + 5000) / 10_000);
  return amount < 0 ? -size : size;
}
