/** Lines of the leads for drilling down: the first leads whole, as far as the cap goes. */
import { rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Persons } from '../mask/persons.ts';
import type { Run } from '../run/open-run.ts';
import { streamOf } from '../run/tables.ts';
import type { PageLeadLines, PageLine, PageLines, PageVisit } from './model.ts';

export interface LineCaps {
  /** Lines of all leads together, and of one. */
  readonly all: number;
  readonly lead: number;
  /** Different messages of findings. */
  readonly messages: number;
}

export const LINE_CAPS: LineCaps = { all: 20_000, lead: 3_000, messages: 6_000 };

interface Row {
  readonly lead_id: string;
  readonly fixmedins_code: string;
  readonly line_id: string;
  readonly psn_no: string;
  readonly mdtrt_id: string;
  readonly day: number;
  readonly second: number | null;
  readonly item: string;
  readonly item_name: string | null;
  readonly cnt: number;
  readonly pric: number | null;
  readonly amount_fen: number;
  readonly inscp_fen: number | null;
  readonly at_risk_fen: number;
  readonly verdict: string;
  readonly dept: string | null;
  readonly dr: string | null;
  readonly rule_codes: readonly string[];
  readonly finding_ids: readonly string[];
  readonly scheme_id: string | null;
}

/** Reads r_line and r_finding; of a lead that is not shown whole, the visits with the greatest amounts. */
export async function pageLines(
  connection: DuckDBConnection,
  run: Run,
  persons: Persons,
  caps: LineCaps = LINE_CAPS,
): Promise<PageLines> {
  const total = run.leads.reduce((sum, { lines }) => sum + lines, 0);
  const limits = limitsOf(run, caps);
  if (limits.length === 0) return { items: [], texts: [], of: {}, cap: caps.all, shown: 0, total };
  await connection.run(shownSql(limits));
  const messages = await messagesOf(connection, persons, caps);
  const ruleNames = new Map(run.summary.by_rule.map(({ rule_code, rule_name }) => [rule_code, rule_name]));
  const schemeNames = new Map(run.found.map(({ scheme_id, scheme_name }) => [scheme_id, scheme_name]));
  const items = new Dictionary<readonly [string, string]>();
  const texts = new Dictionary<string>();
  const textOf = (text: string | null): number => (text === null ? -1 : texts.place(text, text));
  const whyOf = ({ finding_ids, rule_codes, scheme_id }: Row): number[] => {
    const said = finding_ids.flatMap((id) => messages.get(id) ?? []);
    const rules = rule_codes.map((code) => ruleNames.get(code) ?? code);
    const scheme = scheme_id === null ? [] : (schemeNames.get(scheme_id) ?? []);
    return [...new Set([...(said.length === finding_ids.length ? said : rules), ...[scheme].flat()])].map(textOf);
  };
  const leads: Record<string, { visits: (Omit<PageVisit, 'lines'> & { lines: PageLine[] })[]; shown: number }> = {};
  let shown = 0;
  for await (const row of streamOf<Row>(connection, 'FROM r_shown ORDER BY rank, place')) {
    const lead = (leads[row.lead_id] ??= { visits: [], shown: 0 });
    let visit = lead.visits.at(-1);
    if (visit?.id !== row.mdtrt_id || visit.institution !== row.fixmedins_code) {
      visit = { id: row.mdtrt_id, person: persons.name(row.psn_no), institution: row.fixmedins_code, lines: [] };
      lead.visits.push(visit);
    }
    visit.lines.push([
      row.line_id,
      row.day,
      row.second ?? -1,
      items.place(row.item, [row.item, row.item_name ?? '']),
      row.cnt,
      row.pric ?? -1,
      row.amount_fen,
      row.inscp_fen ?? -1,
      row.at_risk_fen,
      row.verdict === 'violation' ? 1 : 0,
      textOf(row.dept),
      textOf(row.dr),
      whyOf(row),
    ]);
    lead.shown += 1;
    shown += 1;
  }
  const of: Readonly<Record<string, PageLeadLines>> = leads;
  return { items: items.values, texts: texts.values, of, cap: caps.all, shown, total };
}

/** How many lines each lead may show, by rank. */
function limitsOf({ leads }: Run, caps: LineCaps): { rank: number; most: number }[] {
  let left = caps.all;
  const limits: { rank: number; most: number }[] = [];
  for (const { rank, lines } of leads) {
    const most = Math.min(lines, caps.lead, left);
    if (most > 0) limits.push({ rank, most });
    left -= most;
  }
  return limits;
}

function shownSql(limits: readonly { rank: number; most: number }[]): string {
  return `
    CREATE OR REPLACE TEMP TABLE r_shown AS
      WITH most AS (FROM (VALUES ${limits.map(({ rank, most }) => `(${rank}, ${most})`).join(', ')}) AS t(rank, most)),
      visited AS (
        SELECT l.*, m.most, sum(at_risk_fen) OVER (PARTITION BY rank, fixmedins_code, mdtrt_id) AS visit_fen
        FROM r_line l JOIN most m USING (rank))
      SELECT * EXCLUDE (most, visit_fen), row_number() OVER by_visit AS place FROM visited
      WINDOW by_visit AS (PARTITION BY rank ORDER BY visit_fen DESC, fixmedins_code, mdtrt_id, day, second, line_id)
      QUALIFY row_number() OVER by_visit <= most`;
}

async function messagesOf(
  connection: DuckDBConnection,
  persons: Persons,
  { messages }: LineCaps,
): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf<{ finding_id: string; message: string; psn_no: string }>(
    connection,
    `SELECT finding_id, message, psn_no FROM r_finding
     JOIN (SELECT min(place) AS place, min(rank) AS rank, finding_id FROM (SELECT rank, place, unnest(finding_ids) AS finding_id FROM r_shown) GROUP BY finding_id) USING (finding_id)
     ORDER BY rank, place, finding_id LIMIT ${messages}`,
  );
  return new Map(rows.map(({ finding_id, message, psn_no }) => [finding_id, persons.text(message, [psn_no])]));
}

/** Values by key, each once, in the order in which they came. */
class Dictionary<Value> {
  readonly values: Value[] = [];
  readonly #places = new Map<string, number>();

  place(key: string, value: Value): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}
