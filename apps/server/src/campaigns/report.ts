/** The report of a campaign: institutions handled, by kind and measure, and fund recovered. Counted out of what was decided and paid. */
import type { Measure } from '@shouhu/procedure';
import { lookBackFigures } from './compared.ts';
import type { LookBackFigures, LookBackView } from './compared.ts';
import { measureNames } from './measures.ts';

/** What the figures are counted out of. */
interface Counted {
  readonly fixmedins_code: string;
  readonly visited: boolean;
  readonly measures: readonly Measure[];
  readonly recovered_fen: number;
}

interface KindFigures {
  /** 定点医疗机构 or 定点零售药店. */
  readonly kind: 'H' | 'P';
  readonly targets: number;
  readonly visited: number;
  /** With at least one measure in effect. */
  readonly handled: number;
  /** Institutions with a measure, by measure. */
  readonly measures: readonly { readonly measure: Measure; readonly count: number }[];
  readonly recovered_fen: number;
}

export interface CampaignReport {
  /** Institutions of the region that the campaign is about, today. */
  readonly institutions: number;
  readonly visited: number;
  readonly kinds: readonly KindFigures[];
  readonly recovered_fen: number;
  readonly looked_back: LookBackFigures;
}

/** Pure: the same institutions give the same figures. */
export function reportOf({
  institutions,
  places,
  look_backs,
}: {
  readonly institutions: number;
  readonly places: readonly Counted[];
  readonly look_backs: readonly LookBackView[];
}): CampaignReport {
  const isPharmacy = ({ fixmedins_code }: Counted): boolean => fixmedins_code.startsWith('P');
  return {
    institutions,
    visited: visitedOf(places),
    kinds: [
      figuresOf(
        'H',
        places.filter((place) => !isPharmacy(place)),
      ),
      figuresOf('P', places.filter(isPharmacy)),
    ],
    recovered_fen: fenOf(places),
    looked_back: lookBackFigures(look_backs),
  };
}

function figuresOf(kind: KindFigures['kind'], places: readonly Counted[]): KindFigures {
  return {
    kind,
    targets: places.length,
    visited: visitedOf(places),
    handled: places.filter(({ measures }) => measures.length > 0).length,
    measures: measureNames.map((measure) => ({
      measure,
      count: places.filter(({ measures }) => measures.includes(measure)).length,
    })),
    recovered_fen: fenOf(places),
  };
}

const visitedOf = (places: readonly Counted[]): number => places.filter(({ visited }) => visited).length;
const fenOf = (places: readonly Counted[]): number => places.reduce((sum, { recovered_fen }) => sum + recovered_fen, 0);
