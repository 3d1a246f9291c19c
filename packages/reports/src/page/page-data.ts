/** Gathers what the report page shows. */
import { allSchemes } from '@shouhu/audit';
import type { Lead, Summary } from '@shouhu/audit';
import type { RankedInstitution } from '@shouhu/indicators';
import { rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Persons } from '../mask/persons.ts';
import { institutionNames } from '../run/institution-names.ts';
import type { Run } from '../run/open-run.ts';
import { membersByLead } from '../run/persons-of.ts';
import { EVIDENCE_LABELS, wordsOf } from '../text/evidence-labels.ts';
import { valueText } from '../text/plain.ts';
import { mapOf, networksOf } from './map.ts';
import type {
  PageBand,
  PageData,
  PageInstitution,
  PageLead,
  PageMonth,
  PageNotRun,
  PageRisk,
  PageScheme,
  PageSeries,
} from './model.ts';
import { pageIndicators, seriesOf, unitOf } from './page-indicators.ts';
import { LINE_CAPS, pageLines } from './page-lines.ts';
import type { LineCaps } from './page-lines.ts';
import { pageQuality } from './page-quality.ts';

/** Leads that the page holds; all of them stand in leads.jsonl and the working paper. */
const MOST_LEADS = 3_000;

/** Amounts × certainty (ten-thousandths) of lines, rounded once. */
const EXPECTED = '((sum(at_risk_fen::HUGEINT * certainty) + 5000) // 10000)::BIGINT';

const BANDS = [0.9, 0.7, 0.5, 0.3, 0];

export async function pageData(
  connection: DuckDBConnection,
  run: Run,
  persons: Persons,
  caps: LineCaps = LINE_CAPS,
): Promise<PageData> {
  const { summary } = run;
  const names = institutionNames(run);
  const institutions = await institutionsOf(connection, run, names);
  const codes = new Set(institutions.map(({ code }) => code));
  const membersOf = membersByLead(run);
  const leads = run.leads
    .slice(0, MOST_LEADS)
    .map((lead) => leadOf(lead, membersOf(lead), { persons, institutions: names, codes }));
  const keys = new Set(leads.flatMap((lead) => lead.schemes.flatMap(({ evidence }) => evidence.map(([key]) => key))));
  return {
    run: runOf(run, persons.revealed),
    totals: totalsOf(summary),
    months: await monthsOf(connection),
    bands: bandsOf(run.leads),
    rules: summary.by_rule.map(({ rule_code, rule_name, violation, suspicion, cannot_decide }) => ({
      code: rule_code,
      name: rule_name,
      violation,
      suspicion,
      cannot_decide,
    })),
    institutions,
    leads,
    networks: networksOf(run.leads, { persons, institutions: names, codes }),
    lines: await pageLines(connection, run, persons, caps),
    schemes: schemesOf(summary),
    not_run: notRunOf(summary),
    quality: pageQuality(run),
    indicators: await pageIndicators(connection, run),
    labels: Object.fromEntries(Object.entries(EVIDENCE_LABELS).filter(([key]) => keys.has(key))),
  };
}

function runOf({ summary, times }: Run, revealed: boolean): PageData['run'] {
  return {
    version: summary.versions.shouhu,
    started_at: times.started_at,
    seconds: Math.round(times.seconds),
    digest: summary.snapshot.digest,
    as_of: summary.snapshot.as_of,
    parts: summary.snapshot.parts.map(({ name, version, rules, points }) => ({ name, version, rules, points })),
    from: summary.period.from,
    to: summary.period.to,
    lines: summary.lines,
    lines_before_knowledge: summary.lines_before_knowledge,
    exempted: summary.exempted,
    without_amount: summary.without_amount,
    revealed,
  };
}

function totalsOf({ findings, cannot_decide, leads, by_verdict }: Summary): PageData['totals'] {
  const { violation, suspicion } = by_verdict;
  return {
    findings,
    cannot_decide,
    ...leads,
    rule_violation: violation,
    rule_suspicion: suspicion,
    scheme_only_fen: Math.max(0, leads.amount_fen - violation.net_fen - suspicion.net_fen),
  };
}

/** By month of the service; what no line carries stands in no month. */
async function monthsOf(connection: DuckDBConnection): Promise<PageMonth[]> {
  return rowsOf<PageMonth>(
    connection,
    `WITH money AS (
       SELECT strftime(DATE '1970-01-01' + day, '%Y-%m') AS month, coalesce(sum(at_risk_fen) FILTER (verdict = 'violation'), 0)::BIGINT AS violation_fen,
         coalesce(sum(at_risk_fen) FILTER (verdict <> 'violation'), 0)::BIGINT AS suspicion_fen, ${EXPECTED} AS expected_fen
       FROM r_line GROUP BY 1),
     counted AS (SELECT left(service_date, 7) AS month, count(*) AS findings FROM r_finding WHERE exempted_by IS NULL GROUP BY 1)
     SELECT month, coalesce(violation_fen, 0) AS violation_fen, coalesce(suspicion_fen, 0) AS suspicion_fen, coalesce(expected_fen, 0) AS expected_fen,
       coalesce(findings, 0) AS findings
     FROM money FULL JOIN counted USING (month) ORDER BY month`,
  );
}

function bandsOf(leads: readonly Lead[]): PageBand[] {
  return BANDS.map((least, at) => {
    const own = leads.filter(({ certainty }) => certainty >= least && certainty < (BANDS[at - 1] ?? 2));
    const sum = (of: (lead: Lead) => number): number => own.reduce((total, lead) => total + of(lead), 0);
    return {
      least,
      leads: own.length,
      amount_fen: sum((lead) => lead.amount_fen),
      expected_fen: sum((lead) => lead.expected_fen),
    };
  });
}

const NOTHING = { findings: 0, gross_fen: 0, net_fen: 0 };

/** Every institution that anything was found at, or that has a risk; by amount, then by code. */
async function institutionsOf(
  connection: DuckDBConnection,
  run: Run,
  names: ReadonlyMap<string, string>,
): Promise<PageInstitution[]> {
  const { summary, leads, risks } = run;
  const money = new Map(
    (
      await rowsOf<{ code: string; amount_fen: number; expected_fen: number }>(
        connection,
        `SELECT fixmedins_code AS code, sum(at_risk_fen)::BIGINT AS amount_fen, ${EXPECTED} AS expected_fen
         FROM r_line GROUP BY 1 ORDER BY 1`,
      )
    ).map((row) => [row.code, row]),
  );
  const judged = new Map(summary.by_institution.map((row) => [row.fixmedins_code, row]));
  const risk = new Map((risks ?? []).map((row) => [row.fixmedins_code, row]));
  const counts = new Map<string, number>();
  const unlined = new Map<string, { amount: number; expected: number }>();
  for (const { fixmedins_codes, unlined_fen, certainty } of leads) {
    for (const code of fixmedins_codes) counts.set(code, (counts.get(code) ?? 0) + 1);
    const [only] = fixmedins_codes;
    if (unlined_fen > 0 && only !== undefined) {
      const known = unlined.get(only) ?? { amount: 0, expected: 0 };
      unlined.set(only, {
        amount: known.amount + unlined_fen,
        expected: known.expected + Math.round(unlined_fen * certainty),
      });
    }
  }
  const series = await seriesOf(connection, run);
  const codes = new Set([...money.keys(), ...judged.keys(), ...risk.keys(), ...counts.keys()]);
  return [...codes]
    .map((code) => {
      const own = risk.get(code);
      return {
        code,
        name: names.get(code) ?? '',
        violation: judged.get(code)?.violation ?? NOTHING,
        suspicion: judged.get(code)?.suspicion ?? NOTHING,
        leads: counts.get(code) ?? 0,
        amount_fen: (money.get(code)?.amount_fen ?? 0) + (unlined.get(code)?.amount ?? 0),
        expected_fen: (money.get(code)?.expected_fen ?? 0) + (unlined.get(code)?.expected ?? 0),
        risk: own === undefined ? null : riskOf(own, series),
      };
    })
    .toSorted((a, b) => b.amount_fen - a.amount_fen || (a.code < b.code ? -1 : 1));
}

function riskOf(
  { fixmedins_code, score, rank, peer_group, parts, model }: RankedInstitution,
  series: ReadonlyMap<string, readonly PageSeries[]>,
): PageRisk {
  return {
    score,
    rank,
    peer_group,
    probability: model?.probability ?? null,
    parts: parts.map(({ indicator, indicator_name, dept, dr, value, peer_median, z, points }) => ({
      name: indicator_name,
      unit: unitOf(indicator),
      where: [dept, dr].filter((place) => place !== null).join(' / '),
      value,
      peer_median,
      z,
      points,
    })),
    series: series.get(fixmedins_code) ?? [],
  };
}

function leadOf(lead: Lead, own: readonly string[], names: Parameters<typeof mapOf>[1]): PageLead {
  const { persons } = names;
  return {
    id: lead.lead_id,
    rank: lead.rank,
    kind: lead.kind,
    title: lead.title,
    verdict: lead.verdict,
    certainty: lead.certainty,
    amount_fen: lead.amount_fen,
    violation_fen: lead.violation_fen,
    unlined_fen: lead.unlined_fen,
    expected_fen: lead.expected_fen,
    institutions: lead.fixmedins_codes,
    persons: lead.persons,
    visits: lead.visits,
    lines: lead.lines,
    from: lead.period.from,
    to: lead.period.to,
    message: persons.text(lead.message, own),
    schemes: lead.schemes.map(({ scheme_id, scheme, scheme_name, score, message, evidence }) => ({
      id: scheme_id,
      scheme,
      name: scheme_name,
      score,
      message: persons.text(message, own),
      evidence: Object.entries(evidence).map(([key, value]) => {
        const [zh, en] = (['zh', 'en'] as const).map((language) =>
          persons.text(valueText(wordsOf(key, value, language), language), own),
        );
        return zh === en ? ([key, zh ?? ''] as const) : ([key, zh ?? '', en ?? ''] as const);
      }),
    })),
    rules: lead.rules.map(({ rule_code, rule_name, verdict, findings, amount_fen }) => ({
      code: rule_code,
      name: rule_name,
      verdict,
      findings,
      amount_fen,
    })),
    map: mapOf(lead, names),
  };
}

/** Pages of the schemes that found something; the others are only named by what they could not run on. */
function schemesOf(summary: Summary): PageScheme[] {
  const found = new Map(summary.schemes.map((row) => [row.scheme, row]));
  return allSchemes.map(({ id, name, en, basis, parameters, page }) => ({
    id,
    name,
    en,
    basis,
    parameters: Object.entries(parameters).map(([key, { value, unit, about }]) => ({ name: key, value, unit, about })),
    sees: page.sees,
    excludes: page.excludes,
    may_err: page.mayErr,
    on_site: page.onSite,
    found: found.get(id)?.found ?? 0,
    gross_fen: found.get(id)?.gross_fen ?? 0,
  }));
}

function notRunOf(summary: Summary): PageNotRun[] {
  return [
    ...summary.not_run.map(({ rule_code, rule_name, absent, lines }) => ({
      kind: 'rule' as const,
      code: rule_code,
      name: rule_name,
      absent,
      lines,
    })),
    ...summary.schemes_not_run.map(({ scheme, scheme_name, absent }) => ({
      kind: 'scheme' as const,
      code: scheme,
      name: scheme_name,
      absent,
      lines: 0,
    })),
    ...summary.indicators_not_run
      .filter(({ absent }) => absent.length > 0)
      .map(({ indicator, indicator_name, absent }) => ({
        kind: 'indicator' as const,
        code: indicator,
        name: indicator_name,
        absent,
        lines: 0,
      })),
  ];
}
