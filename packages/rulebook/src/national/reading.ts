/**
 * Reads the bound of a knowledge point out of an official annex row: its text and, where the annex has one, its
 * column. The sentence itself is not kept. Where column and text differ the wider permission wins and the row goes to
 * the review list (docs/semantics.md 2).
 */
import type { AgeBound, Fact } from './fact.ts';
import type { AnnexPoint, Reading } from './annex-point.ts';
import type { Lexicons } from './tables.ts';
import { matchTerms } from './terms.ts';

const sure = (fact: Fact): Reading => ({
  fact,
  confidence: 'high',
  state: 'executable',
  reason: '',
  review: '',
  terms: null,
});

/** Reads one annex row; a row of a class it does not know comes back as `none`, not executable. */
export function readAnnexPoint(point: AnnexPoint, lexicons: Lexicons): Reading {
  switch (point.class_name) {
    case '药品区分性别使用':
    case '医疗服务项目区分性别使用':
      return readSex(point);
    case '药品限儿童使用':
    case '药品儿童专用':
    case '医疗服务项目儿童专用':
      return readChild(point);
    case '医疗服务项目限年龄':
      return { ...sure({ kind: 'age', from: years(16), to: 'working' }), confidence: 'medium', review: 'age-by-law' };
    case '药品限工伤保险':
      return sure({ kind: 'insurance', only: 'injury' });
    case '药品限生育保险':
      return sure({ kind: 'insurance', only: 'maternity' });
    case '药品限就医方式':
      return readCare(point);
    case '药品限医疗机构级别':
      return readLevel(point);
    case '药品限支付疗程':
    case '医疗服务项目限支付疗程':
      return readCourse(point);
    case '医疗服务项目限定频次':
      return sure({ kind: 'per-day', most: point.bound === '24' || /小时/.test(point.text) ? 24 : 1 });
    case '医疗服务项目周期超频次':
      return readGap(point);
    case '医疗服务项目重复收费':
      return readPair(point);
    case '手术项目未按规定折价收费':
      return { ...sure({ kind: 'operations', group: point.text }), confidence: 'medium' };
    case '中药饮片单方使用不予支付':
      return sure({ kind: 'unpayable', when: 'alone' });
    case '中药饮片单复方均不予支付':
      return readNeverPayable(point);
    case '超互联网医院药品支付范围':
      return sure({ kind: 'not-internet' });
    case '药品限适应症':
      return matchTerms('indication', point, lexicons);
    case '药品限二线使用':
      return matchTerms('first-line', point, lexicons);
    default:
      return { ...sure({ kind: 'none' }), confidence: 'low', state: 'not', reason: 'class-unknown' };
  }
}

function readSex({ bound, text, item_name }: AnnexPoint): Reading {
  if (/性别不清|两性畸形/.test(item_name + text)) return sure({ kind: 'sex-exempt' });
  if (bound === '男' || bound === '女') return sure({ kind: 'sex', gend: bound === '男' ? '1' : '2' });
  const male = /前列腺|男性|睾|阴茎|精液|遗精|阳痿/.test(text + item_name);
  const female = /女性|妇|子宫|月经|孕|产后|卵巢|阴道|乳/.test(text + item_name);
  if (male === female) return { ...sure({ kind: 'none' }), confidence: 'low', state: 'not', reason: 'sex-unstated' };
  return { ...sure({ kind: 'sex', gend: male ? '1' : '2' }), review: 'sex-from-text' };
}

const years = (value: number): AgeBound => ({ value, unit: 'year' });

/** Official groups by the bound column or the name; numbers in the text of a payment limit win over the group. */
function readChild({ class_name, bound, text, item_name }: AnnexPoint): Reading {
  if (bound === '新生儿' || /新生儿/.test(item_name)) return sure({ kind: 'age', from: null, to: 'newborn' });
  if (bound === '婴幼儿' || /婴幼儿/.test(item_name)) return sure({ kind: 'age', from: null, to: 'toddler' });
  if (item_name.startsWith('婴儿')) return sure({ kind: 'age', from: null, to: 'infant' });
  const below = /(\d+)周?岁以下(?:患者|儿童)/.exec(text);
  if (class_name === '药品儿童专用') {
    // The text is the label of a drug for children; a dose for infants in it is no bound of payment.
    if (below === null || /单纯性/.test(text)) return sure({ kind: 'age', from: null, to: 'child' });
    return { ...sure({ kind: 'age', from: null, to: years(Number(below[1])) }), review: 'age-in-text' };
  }
  const ranges = [...text.matchAll(/(\d+)\s*岁?\s*[至到-]\s*(\d+)\s*岁/g)];
  if (ranges.length > 0) {
    const from = Math.min(...ranges.map((range) => Number(range[1])));
    const to = Math.max(...ranges.map((range) => Number(range[2])));
    return { ...sure({ kind: 'age', from: years(from), to: years(to) }), review: 'age-in-text' };
  }
  const least = /(\d+)岁及/.exec(text);
  const from = least === null ? null : years(Number(least[1]));
  return { ...sure({ kind: 'age', from, to: 'child' }), review: from === null ? '' : 'age-in-text' };
}

function readCare({ text, bound }: AnnexPoint): Reading {
  const emergency = /急诊|急救|抢救/.test(text);
  const fact: Fact = { kind: 'care', only: emergency ? ['emergency', 'inpatient'] : ['inpatient'] };
  return { ...sure(fact), review: emergency && bound === '住院' ? 'column-narrower-than-text' : '' };
}

function readLevel({ text, bound }: AnnexPoint): Reading {
  const least = /二级/.test(text) ? 2 : 3;
  if (/首次处方时需由/.test(text)) {
    const fact: Fact = { kind: 'level', least, first: true };
    return { ...sure(fact), confidence: 'low', state: 'partly', reason: 'first-prescription', review: 'first-only' };
  }
  const review = bound === '三级' && least === 2 ? 'column-narrower-than-text' : '';
  return { ...sure({ kind: 'level', least, first: false }), review };
}

function readCourse({ text, bound, detection }: AnnexPoint): Reading {
  const stated = [
    /(\d+)\s*天/.exec(bound ?? '')?.[1],
    ...[...text.matchAll(/(?:不超过|最多支付)(\d+)天/g)].map((found) => found[1]),
  ]
    .filter((days) => days !== undefined)
    .map(Number);
  if (/连续时间跨度/.test(detection)) {
    const most = stated[0] ?? Number(/(\d+)个月/.exec(text)?.[1] ?? 12) * 30 + 5;
    const reason = 'span-from-first-use';
    return { ...sure({ kind: 'span', most, every: 21 }), confidence: 'low', state: 'partly', reason, review: 'span' };
  }
  if (stated.length === 0 && /一年/.test(text)) return sure({ kind: 'days', most: 365 });
  if (stated.length === 0) return { ...sure({ kind: 'none' }), confidence: 'low', state: 'not', reason: 'no-number' };
  const differs = new Set(stated).size > 1;
  return { ...sure({ kind: 'days', most: Math.max(...stated) }), review: differs ? 'column-differs-from-text' : '' };
}

/** "Not shorter than N days" in the text or N in the column: the shorter gap is the wider permission. */
function readGap({ text, bound }: AnnexPoint): Reading {
  const inText = /不短于(\d+)天/.exec(text)?.[1] ?? (/每周/.test(text) ? '7' : undefined);
  const stated = [bound ?? undefined, inText].filter((days) => days !== undefined).map(Number);
  if (stated.length === 0) return { ...sure({ kind: 'none' }), confidence: 'low', state: 'not', reason: 'no-number' };
  const differs = new Set(stated).size > 1;
  return { ...sure({ kind: 'gap', days: Math.min(...stated) }), review: differs ? 'column-differs-from-text' : '' };
}

const PAIR_WINDOWS = new Map([
  ['单日', 'day'],
  ['单次就诊', 'visit'],
  ['6小时', 'hours:6'],
  ['同一小时', 'hour'],
] as const);

/** Without a stated window both must meet in the narrowest common one, the day. */
function readPair({ bound }: AnnexPoint): Reading {
  const window = [...PAIR_WINDOWS].find(([name]) => name === bound)?.[1];
  if (window !== undefined) return sure({ kind: 'pair', window });
  return { ...sure({ kind: 'pair', window: 'day' }), confidence: 'medium', review: 'window-unstated' };
}

function readNeverPayable({ item_name }: AnnexPoint): Reading {
  const fact: Fact = { kind: 'unpayable', when: 'always' };
  if (!item_name.startsWith('各种')) return sure(fact);
  return { ...sure(fact), confidence: 'low', state: 'partly', reason: 'class-of-things', review: 'class-of-things' };
}
