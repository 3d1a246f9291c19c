/** What happens to honest bills afterwards: cancelled lines, whole refunds, corrected and withdrawn rows. */
import type { FeeLine, Visit } from '../model.ts';
import { isInpatient } from '../write/tables.ts';
import type { Course } from './basket.ts';

const UNIT = 10_000;

/** Adds at most one blemish to a settled visit; the settlement stays true to its lines. */
export function blemish(course: Course, visit: Visit): void {
  const { random } = course;
  if (!random.chance(300)) return;
  const [bill] = visit.bills;
  const line = bill?.lines.find((candidate) => candidate.item.kind !== 'service' && candidate.trace.length === 0);
  if (bill === undefined || line === undefined) return;
  const draw = random.int(100);
  if (isInpatient(visit) && draw < 60)
    bill.lines.push(cancelled(course, line, line.cnt > UNIT && draw < 25 ? UNIT : line.cnt));
  else if (draw < 30) course.ledger.bill(visit, { second: Math.min(86_000, bill.second + 900), reverses: bill });
  else if (draw < 70) visit.dropped.push({ line: older(course, line), setl_id: bill.setl_id });
  else visit.dropped.push({ line: withdrawn(course, line), setl_id: bill.setl_id });
}

/** The negative row that takes back a part of a line, or all of it. */
export function cancelled({ ledger }: Pick<Course, 'ledger'>, line: FeeLine, cnt: number): FeeLine {
  const { item, day, second, doctor, rxno, pric, trace, trdn } = line;
  const second_of_refund = Math.min(86_399, second + 1200);
  const whole = cnt === line.cnt;
  const negative = ledger.line({
    item,
    day,
    second: second_of_refund,
    cnt: -cnt,
    doctor,
    rxno,
    pric,
    trace: whole ? trace : trace.slice(0, Math.floor(cnt / UNIT)),
    trdn,
    init_feedetl_sn: line.line_id,
  });
  return whole ? { ...negative, ...negated(line) } : negative;
}

function negated({ amount, fulamt_ownpay, overlmt_selfpay, preselfpay, inscp }: FeeLine): Partial<FeeLine> {
  const minus = (value: number): number => (value === 0 ? 0 : -value);
  return {
    amount: minus(amount),
    fulamt_ownpay: minus(fulamt_ownpay),
    overlmt_selfpay: minus(overlmt_selfpay),
    preselfpay: minus(preselfpay),
    inscp: minus(inscp),
  };
}

/** An earlier version of a row under the same key, which the later update replaces. */
export function older({ ledger }: Pick<Course, 'ledger'>, line: FeeLine, cnt = line.cnt + UNIT): FeeLine {
  const { item, day, second, doctor, rxno, pric, line_id } = line;
  const made = ledger.line({ item, day, second, cnt, doctor, rxno, pric, line_id, updated: day - 1 });
  return made;
}

/** A row that the institution withdrew: it says so itself. */
export function withdrawn({ ledger }: Pick<Course, 'ledger'>, line: FeeLine): FeeLine {
  const { item, day, second, doctor, rxno, pric, cnt } = line;
  return ledger.line({ item, day, second, cnt, doctor, rxno, pric, valid: false });
}
