/** Units whose value lies far above their peers', as findings without an amount. */
import type { Hit, Look } from '@shouhu/schemes';
import type { Indicator, Level } from '../definitions/indicator.ts';

export type Name = 'z' | 'inner_z' | 'min_cases' | 'min_excess';

interface Far {
  readonly level: Level;
  readonly fixmedins_code: string;
  readonly dept: string | null;
  readonly dr: string | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly cases: number;
  readonly value: number;
  readonly peer_group: string;
  readonly peers: number;
  readonly peer_median: number;
  readonly z: number;
}

/** From the threshold on the score grows, to be plain at three times of it. */
const PLAIN = 3;

/** Finds over i_value, which `buildIndicators` left. */
export function farAbove(indicator: Indicator) {
  return async (look: Look<Name>): Promise<Hit[]> => {
    const { z, inner_z, min_cases, min_excess } = look.value;
    const rows = await look.rows<Far>(`
      SELECT level, fixmedins_code, dept, dr, numerator, denominator, cases, value, peer_group, peers, peer_median, z FROM i_value
      WHERE indicator = '${indicator.id}' AND month IS NULL AND cases >= ${min_cases} AND round(value - peer_median, 6) >= ${min_excess} / 10000
        AND z * 100 >= CASE level WHEN 'institution' THEN ${z} ELSE ${inner_z} END ORDER BY ALL`);
    return rows.map((row) => hitOf(indicator, look, row));
  };
}

function hitOf(indicator: Indicator, look: Look<Name>, row: Far): Hit {
  const { level, fixmedins_code, dept, dr, value, peer_median, z } = row;
  const least = (level === 'institution' ? look.value.z : look.value.inner_z) / 100;
  const who = level === 'institution' ? '该机构' : level === 'department' ? `科室 ${dept ?? ''}` : `医师 ${dr ?? ''}`;
  const excess = value - peer_median;
  return {
    anchor: [level, fixmedins_code, dept ?? '', dr ?? ''].join('|'),
    score: Math.round(Math.min(1, z / (least * PLAIN)) * 10_000) / 10_000,
    fixmedins_codes: [fixmedins_code],
    psn_nos: [],
    visits: [],
    lines: [],
    from: look.first_day,
    to: look.last_day,
    amount_fen: 0,
    message: `${who}${indicator.name} ${percent(value)}，同类（${row.peer_group}，${row.peers} 家）中位数 ${percent(peer_median)}，高出 ${points(excess)} 个百分点，稳健 z 值 ${z.toFixed(1)}，涉及 ${row.cases} 人次`,
    evidence: {
      level,
      ...(dept === null ? {} : { department: dept }),
      ...(dr === null ? {} : { doctor: dr }),
      value: percent(value),
      numerator: row.numerator,
      denominator: row.denominator,
      peer_group: row.peer_group,
      peers: row.peers,
      peer_median: percent(peer_median),
      excess_points: points(excess),
      z,
      cases: row.cases,
    },
  };
}

const points = (share: number): string => (share * 100).toFixed(1);
const percent = (share: number): string => `${points(share)}%`;
