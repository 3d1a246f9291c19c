/** One planted case: a person made to measure, the visits, and the labels of what they show. */
import type { FeeLine, Person, Visit } from '../model.ts';
import { Ledger } from '../county/ledger.ts';
import type { LineParts, VisitParts } from '../county/ledger.ts';
import { cancelled } from '../honest/blemish.ts';
import type { Label, LabelKind } from '../labels.ts';

const UNIT = 10_000;
const TEN = 36_000;

/** A case of one person. Lines are settled with their visit unless told otherwise. */
export class Plot {
  readonly person: Person;
  readonly ledger: Ledger;
  readonly visits: Visit[] = [];
  readonly labels: Label[] = [];
  /** No honest background beside it. */
  quiet = false;
  /** Lives on as everybody does, with what points name. */
  ordinary = false;
  /** How many of its visits have had their lines written. */
  released = 0;
  /** Fen that the personal account holds beyond the ordinary. */
  endowment = 0;

  constructor(person: Person) {
    this.person = person;
    this.ledger = new Ledger(person);
  }

  /** Fee lines of all its visits. */
  get lines(): number {
    const settled = this.visits.flatMap(({ bills }) => bills).reduce((sum, { lines }) => sum + lines.length, 0);
    return this.visits.reduce((sum, { open }) => sum + open.length, settled);
  }

  visit(parts: Omit<VisitParts, 'begin_second'> & { begin_second?: number }): Visit {
    const made = this.ledger.visit({ ...parts, begin_second: parts.begin_second ?? TEN - 1200 });
    this.visits.push(made);
    return made;
  }

  /** A settled line of a visit; its day is the visit's first and its quantity one unless given. */
  charge(visit: Visit, parts: Pick<LineParts, 'item'> & Partial<LineParts>): FeeLine {
    const line = this.ledger.line({ day: visit.begin, second: TEN, cnt: UNIT, doctor: visit.doctor, ...parts });
    const [bill = this.ledger.bill(visit)] = visit.bills;
    bill.lines.push(line);
    return line;
  }

  /** Takes back a quantity of a line within its settlement. @returns the negative line */
  refund(visit: Visit, line: FeeLine, cnt = line.cnt): FeeLine {
    const negative = cancelled(this, line, cnt);
    visit.bills[0]?.lines.push(negative);
    return negative;
  }

  /** Takes back a whole settlement. */
  reverse(visit: Visit): void {
    const [bill] = visit.bills;
    if (bill !== undefined) this.ledger.bill(visit, { second: Math.min(86_000, bill.second + 1800), reverses: bill });
  }

  label(kind: LabelKind, what: LabelParts): void {
    const { visit, lines, points } = what;
    this.labels.push({
      label_id: `L${`${this.person.index}`.padStart(8, '0')}-${this.labels.length + 1}`,
      rule_code: what.rule_code,
      kind,
      case: what.case,
      psn_no: this.person.psn_no,
      fixmedins_code: visit.institution.fixmedins_code,
      mdtrt_id: visit.mdtrt_id,
      line_ids: lines.map((line) => line.line_id),
      expected_amount_fen: kind === 'violation' ? what.expected : null,
      point_ids: points.filter((point) => point !== ''),
    });
  }
}

/** What a label says beside its person. */
export interface LabelParts {
  readonly rule_code: string;
  readonly case: string;
  readonly visit: Visit;
  readonly lines: readonly FeeLine[];
  readonly expected: number | null;
  readonly points: readonly string[];
}

/** Fen of a fraction, rounded half away from zero in exact integers. */
export function portion(amount: number, part: number, whole: number): number {
  const doubled = 2n * BigInt(amount) * BigInt(part) + BigInt(whole);
  return Number(doubled / (2n * BigInt(whole)));
}

export const inscpOf = (lines: readonly FeeLine[]): number => lines.reduce((sum, line) => sum + line.inscp, 0);
