/** Which lead each line at risk belongs to: every line in one, so that the leads add up to the net of the run. */
import { CERTAINTY } from './lead.ts';

/**
 * Creates x_finding_line, x_lead_line (key of the lead: 'S|' and the group of schemes, or 'R|', institution and rule) and
 * x_detail: the same lines with what a reader asks about them. A line's amount is the greatest over its findings and schemes;
 * a violation leads, and exempted findings carry nothing (docs/semantics.md 13).
 *
 * Reads x_finding, x_found_line and x_scheme (found, scheme_id, lead_group, certainty in
 * ten-thousandths).
 * @param lines judged lines, and negative ones without an original, in detail: SQL that stands after FROM
 */
export const leadLinesSql = (lines: string): string => `
  CREATE OR REPLACE TEMP TABLE x_finding_line AS
    SELECT finding_id, rule_code, rule_name, verdict, coalesce(line.fixmedins_code, fixmedins_code) AS fixmedins_code,
      line.line_id, coalesce(line.amount_fen, 0) AS amount_fen
    FROM (SELECT *, unnest(lines) AS line FROM x_finding WHERE exempted_by IS NULL);
  CREATE OR REPLACE TEMP TABLE x_lead_line AS
    WITH charged AS (
      SELECT fixmedins_code, line_id, max(amount_fen) AS fen, bool_or(verdict = 'violation') AS violation,
        list(DISTINCT rule_code ORDER BY rule_code) AS rule_codes, list(DISTINCT finding_id ORDER BY finding_id) AS finding_ids,
        arg_min(rule_code, ((verdict <> 'violation')::INTEGER, -amount_fen, rule_code)) AS rule_code
      FROM x_finding_line GROUP BY ALL),
    schemed AS (
      SELECT l.fixmedins_code, l.line_id, max(l.at_risk_fen) AS fen, arg_min(g.lead_group, (-g.certainty, g.scheme_id)) AS lead_group,
        arg_min(g.scheme_id, (-g.certainty, g.scheme_id)) AS scheme_id, max(g.certainty) AS certainty
      FROM x_found_line l JOIN x_scheme g USING (found) GROUP BY ALL)
    SELECT CASE WHEN s.lead_group IS NOT NULL THEN 'S|' || s.lead_group ELSE 'R|' || c.fixmedins_code || '|' || c.rule_code END AS lead,
      coalesce(c.fixmedins_code, s.fixmedins_code) AS fixmedins_code, coalesce(c.line_id, s.line_id) AS line_id,
      greatest(coalesce(c.fen, 0), coalesce(s.fen, 0))::BIGINT AS at_risk_fen,
      CASE WHEN c.violation THEN 'violation' ELSE 'suspicion' END AS verdict,
      greatest(CASE WHEN c.violation THEN ${CERTAINTY.violation} WHEN c.line_id IS NOT NULL THEN ${CERTAINTY.suspicion} ELSE 0 END, coalesce(s.certainty, 0)) AS certainty,
      coalesce(c.rule_codes, []) AS rule_codes, coalesce(c.finding_ids, []) AS finding_ids, s.scheme_id
    FROM charged c FULL JOIN schemed s ON s.fixmedins_code = c.fixmedins_code AND s.line_id = c.line_id;
  CREATE OR REPLACE TEMP TABLE x_detail AS
    SELECT k.lead, l.fixmedins_code, l.line_id, l.psn_no, l.mdtrt_id, l.day, l.second, l.item, l.item_name, l.cnt, l.pric, l.amount_fen,
      l.inscp_fen, k.at_risk_fen, k.verdict, k.certainty, l.dept, l.dr, k.rule_codes, k.finding_ids, k.scheme_id
    FROM ${lines} l JOIN x_lead_line k ON k.fixmedins_code = l.fixmedins_code AND k.line_id = l.line_id`;

/** Findings without lines stand at their institution and rule with amount 0, beside the lines of that lead. */
const LINELESS = `SELECT 'R|' || fixmedins_code || '|' || rule_code AS lead, * FROM x_finding WHERE exempted_by IS NULL AND len(lines) = 0`;

/** Sums of each lead. */
export const draftsSql = `
  SELECT lead, sum(at_risk_fen)::BIGINT AS amount_fen, coalesce(sum(at_risk_fen) FILTER (verdict = 'violation'), 0)::BIGINT AS violation_fen,
    ((sum(at_risk_fen::HUGEINT * certainty) + 5000) // 10000)::BIGINT AS expected_fen, list(DISTINCT fixmedins_code ORDER BY fixmedins_code) AS fixmedins_codes,
    count(DISTINCT psn_no) AS persons, count(DISTINCT (fixmedins_code, mdtrt_id)) FILTER (mdtrt_id IS NOT NULL) AS visits, count(line_id) AS lines,
    min(day) AS first_day, max(day) AS last_day
  FROM (
    SELECT lead, fixmedins_code, line_id, psn_no, mdtrt_id, day, at_risk_fen, verdict, certainty FROM x_detail
    UNION ALL
    SELECT lead, fixmedins_code, NULL, psn_no, mdtrt_ids[1], service_date - DATE '1970-01-01', 0, verdict, 0 FROM (${LINELESS}))
  GROUP BY lead ORDER BY lead`;

/** How many findings of each rule lie in each lead, and the amount they name. */
export const leadRulesSql = `
  SELECT lead, rule_code, min(rule_name) AS rule_name, max(verdict) AS verdict, count(DISTINCT finding_id) AS findings, sum(amount_fen)::BIGINT AS amount_fen
  FROM (
    SELECT lead, rule_code, rule_name, verdict, finding_id, amount_fen
    FROM x_finding_line JOIN (SELECT lead, fixmedins_code, line_id FROM x_lead_line) USING (fixmedins_code, line_id)
    UNION ALL
    SELECT lead, rule_code, rule_name, verdict, finding_id, 0 FROM (${LINELESS}))
  GROUP BY lead, rule_code ORDER BY lead, rule_code`;

/** OUT/lead_lines.parquet: the lines of all leads in the order of their rank. Reads x_lead (lead, lead_id, rank). */
export const detailSql = `
  SELECT x.rank, x.lead_id, d.* EXCLUDE (lead) FROM x_detail d JOIN x_lead x USING (lead)
  ORDER BY x.rank, d.fixmedins_code, d.psn_no, d.day, d.second, d.line_id`;
