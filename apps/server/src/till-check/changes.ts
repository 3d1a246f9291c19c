/**
 * What lies between the rows that a decision was made on and those of the settled day: each row that differs, with one cause. Causes are taken
 * one after the other, so that a difference in findings has the cause of the step that made it (docs/semantics.md 15).
 */
import type { Line, Visit, World } from '@shouhu/claims';
import type { RawLine } from '@shouhu/lake';
import { ROW_CAUSES } from './causes.ts';
import type { RowCause } from './causes.ts';
import type { History } from './history.ts';
import { withinVisit } from './history.ts';

export interface Before {
  readonly world: World;
  /** Visits that the platform knew; others stand only in the message. */
  readonly known: ReadonlySet<string>;
  readonly mdtrt_id: string;
  readonly fixmedins_code: string;
  /** Civil day of the decision. */
  readonly day: number;
}

interface Change<Row> {
  readonly cause: RowCause;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** Rows of one kind that differ, and those that do not. */
interface Rows<Row> {
  readonly same: readonly Row[];
  readonly changes: readonly Change<Row>[];
}

export interface Changes {
  /** The settled rows, with the lines of the visit named as the message named them. */
  readonly settled: World;
  /** The rows after the causes up to one were taken. */
  readonly upTo: (cause: RowCause) => World;
}

export function changesBetween(before: Before, after: History): Changes {
  const { world: settled, refunded } = settledAs(before, after);
  const ended = visitOf(before.world, before.mdtrt_id)?.end_day === null;
  const isStay = ended && visitOf(settled, before.mdtrt_id)?.care_type === 'inpatient';
  const list = (was: { mdtrt_id: string } | undefined, is: { mdtrt_id: string } | undefined): RowCause =>
    (was ?? is)?.mdtrt_id === before.mdtrt_id
      ? isStay
        ? 'discharge'
        : 'told-otherwise'
      : causeOfVisit(before, visitOf(before.world, (was ?? is)?.mdtrt_id), visitOf(settled, (was ?? is)?.mdtrt_id));
  const visits = rowsOf(
    before.world.visits,
    settled.visits,
    ({ mdtrt_id }) => mdtrt_id,
    (was, is) => causeOfVisit(before, was, is),
  );
  const lines = rowsOf(before.world.lines, settled.lines, keyOfLine, (was, is) =>
    causeOfLine(before, was, is, refunded),
  );
  const byCode = ({ mdtrt_id, code }: { mdtrt_id: string; code: string }) => withinVisit(mdtrt_id, code);
  const diagnoses = rowsOf(before.world.diagnoses, settled.diagnoses, byCode, list);
  const operations = rowsOf(before.world.operations, settled.operations, byCode, list);
  return {
    settled,
    upTo: (cause) => ({
      visits: taken(visits, cause, ({ before: was, after: is }) => partOf(was, is, cause)),
      lines: taken(lines, cause),
      diagnoses: taken(diagnoses, cause),
      operations: taken(operations, cause),
      sales: settled.sales,
      first_day: settled.first_day,
    }),
  };
}

/** The end of a stay is taken before the rest of its row. */
function partOf(was: Visit | undefined, is: Visit | undefined, cause: RowCause): Visit | undefined {
  if (was === undefined || is === undefined || rankOf(cause) < rankOf('discharge')) return was;
  const { end_day, end_second, diagnoses_known, care_type } = is;
  const told = care_type === 'inpatient' ? { diagnoses_known } : {};
  return { ...was, end_day, end_second, ...told };
}

const rankOf = (cause: RowCause): number => ROW_CAUSES.indexOf(cause);
const keyOfLine = ({ mdtrt_id, line_id }: Line): string => withinVisit(mdtrt_id, line_id);
const visitOf = ({ visits }: World, mdtrt_id: string | undefined): Visit | undefined =>
  visits.find((visit) => visit.mdtrt_id === mdtrt_id);

function rowsOf<Row extends object>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
  causeOf: (was: Row | undefined, is: Row | undefined) => RowCause,
): Rows<Row> {
  const left = new Map(after.map((row) => [keyOf(row), row]));
  const same: Row[] = [];
  const changes: Change<Row>[] = [];
  for (const was of before) {
    const is = left.get(keyOf(was));
    left.delete(keyOf(was));
    if (is !== undefined && isSame(was, is)) same.push(is);
    else changes.push({ cause: causeOf(was, is), before: was, after: is });
  }
  for (const is of left.values()) changes.push({ cause: causeOf(undefined, is), before: undefined, after: is });
  return { same, changes };
}

function isSame(was: object, is: object): boolean {
  const other: Readonly<Record<string, unknown>> = { ...is };
  return Object.entries(was).every(([name, value]) => other[name] === value);
}

function taken<Row>(
  { same, changes }: Rows<Row>,
  cause: RowCause,
  untaken: (change: Change<Row>) => Row | undefined = ({ before }) => before,
): Row[] {
  const rows = changes.map((change) => (rankOf(change.cause) <= rankOf(cause) ? change.after : untaken(change)));
  return [...same, ...rows.filter((row) => row !== undefined)];
}

function causeOfVisit(before: Before, was: Visit | undefined, is: Visit | undefined): RowCause {
  if (is === undefined) return was !== undefined && before.known.has(was.mdtrt_id) ? 'refund' : 'told-otherwise';
  if (is.mdtrt_id === before.mdtrt_id) return 'told-otherwise';
  if (is.fixmedins_code !== before.fixmedins_code) return 'other-institution';
  if (was !== undefined) return was.end_day === null && is.end_day !== null ? 'discharge' : 'told-otherwise';
  return is.day <= before.day ? 'late-upload' : 'later-line';
}

function causeOfLine(
  before: Before,
  was: Line | undefined,
  is: Line | undefined,
  refunded: ReadonlySet<string>,
): RowCause {
  const row = was ?? is;
  if (row !== undefined && was !== undefined && refunded.has(keyOfLine(row))) return 'refund';
  if (row?.mdtrt_id === before.mdtrt_id) {
    if (is === undefined) return 'not-charged';
    return was === undefined ? 'later-line' : 'told-otherwise';
  }
  if (is === undefined) return was !== undefined && before.known.has(was.mdtrt_id) ? 'refund' : 'told-otherwise';
  if (is.fixmedins_code !== before.fixmedins_code) return 'other-institution';
  if (was !== undefined) return 'told-otherwise';
  return is.day <= before.day ? 'late-upload' : 'later-line';
}

interface Settled {
  readonly world: World;
  /** Keys of lines that a refund took from, as they are named in `world`. */
  readonly refunded: ReadonlySet<string>;
}

/**
 * The settled rows, comparable with those of the message: lines of the visit have the numbers of their orders, and what the platform holds of no visit
 * (operations, titles, boxes, whether an institution is an internet hospital) is as the message told it.
 */
function settledAs({ world: told, mdtrt_id }: Before, { world, refunded }: History): Settled {
  const ours = (row: { mdtrt_id: string | null }) => row.mdtrt_id === mdtrt_id;
  const raw = new Map(refunded.map((one) => [one.key, one]));
  const whole = [...world.lines.filter(ours).filter((line) => !raw.has(keyOfLine(line))), ...refunded.filter(ours)];
  const orderOf = matched(told.lines.filter(ours), whole.map(chargeOf));
  const visit = told.visits.find(ours);
  const { internet_hosp = null, profttl = null, operations_known = 0 } = visit ?? {};
  return {
    refunded: new Set(
      refunded.map(({ key, mdtrt_id: of }) =>
        of === mdtrt_id ? withinVisit(of, orderOf.get(key)?.line_id ?? key) : key,
      ),
    ),
    world: {
      ...world,
      visits: world.visits.map((row) => (ours(row) ? { ...row, internet_hosp, profttl, operations_known } : row)),
      lines: world.lines.map((row) => {
        if (!ours(row)) return row;
        const order = orderOf.get(keyOfLine(row));
        const line_id = order?.line_id ?? row.line_id;
        return { ...row, line_id, internet_hosp, profttl: order?.profttl ?? null, setl_id: null };
      }),
      operations: told.operations.filter(ours),
      sales: told.sales,
      first_day: told.first_day,
    },
  };
}

/** A line as it was charged, before refunds. */
interface Charge extends Pick<Line, 'item' | 'day' | 'cnt' | 'amount_fen'> {
  readonly key: string;
  readonly line_id: string;
}

function chargeOf(row: Line | RawLine): Charge {
  const { mdtrt_id, item, day, cnt, amount_fen } = row;
  const key = 'key' in row ? row.key : keyOfLine(row);
  return { key, line_id: key.slice(mdtrt_id.length + 1), item, day, cnt, amount_fen };
}

/** Orders by the key of the line that charged them: the same number, else the same item, day, quantity and amount. */
function matched(orders: readonly Line[], charges: readonly Charge[]): Map<string, Line> {
  const open = new Map(orders.map((order) => [order.line_id, order]));
  const found = new Map<string, Line>();
  const take = (isOf: (order: Line, charge: Charge) => boolean) => {
    for (const charge of charges) {
      if (found.has(charge.key)) continue;
      const order = open.get(charge.line_id) ?? [...open.values()].find((one) => isOf(one, charge));
      if (order === undefined || !isOf(order, charge)) continue;
      found.set(charge.key, order);
      open.delete(order.line_id);
    }
  };
  take((order, { line_id }) => order.line_id === line_id);
  take(
    (order, { item, day, cnt, amount_fen }) =>
      order.item === item && order.day === day && order.cnt === cnt && order.amount_fen === amount_fen,
  );
  return found;
}
