/** Classes 69, 74, 75: two drugs, or two herbs, that do not belong on one prescription. */
import type { CodeSet } from '@shouhu/rules';
import type { HerbPair } from '../national/tables.ts';
import { NO_CODES } from '../national/predicates.ts';
import { itemIn, listed, outsideStay } from './conditions.ts';
import type { DefaultClass, DefaultPoint } from './default.ts';

function pair(id: string, name: string, a: CodeSet, b: CodeSet, message: string, pays: 'b' | 'cheaper'): DefaultPoint {
  const own = {
    type: 'together',
    a,
    b,
    window: 'prescription',
    across: 'institution',
    pays,
    allowed_with: NO_CODES,
  } as const;
  return { id, name, message, own };
}

interface Group {
  readonly id: string;
  readonly name: string;
  /** The ATC group, and what parts it into substances: the initials of their names, or deeper groups. */
  readonly atc: string;
  readonly parts: string;
}

/** Initials as the 23-place code has them after the ATC group. */
const GROUPS: readonly Group[] = [
  { id: 'PPI', name: '质子泵抑制剂', atc: 'XA02BC', parts: 'A L P' },
  { id: 'STATIN', name: '他汀类', atc: 'XC10AA', parts: 'A F L P R X' },
  { id: 'ACEI', name: '普利类', atc: 'XC09AA', parts: 'B F K L M P X Y' },
  { id: 'ARB', name: '沙坦类', atc: 'XC09CA', parts: 'A E K L T X' },
  { id: 'CCB', name: '二氢吡啶类钙拮抗剂', atc: 'XC08CA', parts: 'A B F L X Z' },
  { id: 'DPP4', name: 'DPP-4 抑制剂', atc: 'XA10BH', parts: 'A L R S W X' },
  { id: 'NSAID', name: '非甾体抗炎药', atc: 'XM01A', parts: 'B C E H' },
];

/** Two substances of a group, each pair once: one part beside all later ones. */
function twoOf({ id, name, atc, parts }: Group): DefaultPoint[] {
  const all = parts.split(' ');
  const message = '{service_date} 的一张处方有两种{name}（{item} 与 {related_item}）';
  return all.slice(0, -1).map((part, at) => ({
    ...pair(
      `${id}-${part}`,
      name,
      listed(`${atc}${part}`),
      listed(
        all
          .slice(at + 1)
          .map((later) => `${atc}${later}`)
          .join(' '),
      ),
      message,
      'cheaper',
    ),
    scope: outsideStay,
  }));
}

function harmful(id: string, name: string, a: string, b: string): DefaultPoint {
  return pair(
    id,
    name,
    listed(a),
    listed(b),
    '{service_date} 的一张处方有禁止合用的药品：{name}（{item} 与 {related_item}）',
    'b',
  );
}

const named = (names: readonly string[]): CodeSet => ({ codes: [], prefixes: [], names });

export function pairDefaults(herbs: readonly HerbPair[]): readonly DefaultClass[] {
  return [
    {
      seq: 69,
      source:
        '同一 ATC 四级药理组的两种不同成分同方：质子泵抑制剂、他汀、普利、沙坦、钙拮抗剂、DPP-4 抑制剂、非甾体抗炎药',
      doubt: '以编码中通用名首字母区分成分，首字母相同者不查；换药当日、长短效接续的处方会命中；住院医嘱不查',
      points: GROUPS.flatMap(twoOf),
    },
    {
      seq: 74,
      source: '药品说明书明确禁止合用的少数组合',
      doubt: '处方分次服用、已停前药时会误报；需监测而非禁止的相互作用不查',
      points: [
        harmful('STATIN', '辛伐他汀或洛伐他汀与强效 CYP3A4 抑制剂', 'XJ01FAK XJ02ACY XJ02ABT', 'XC10AAX XC10AAL'),
        harmful('NITRATE', '硝酸酯类与 PDE5 抑制剂', 'XC01DA', 'XG04BEX XG04BET XG04BEF XG04BEA'),
        harmful('NEPRILYSIN', '普利类与沙库巴曲缬沙坦', 'XC09A XC09B', 'XC09DXS'),
        harmful('MAOI', '吗氯贝胺与 SSRI 类', 'XN06AG', 'XN06AB'),
        harmful('VORICONAZOLE', '利福平与伏立康唑', 'XJ04ABL', 'XJ02ACF'),
        harmful('FOLATE', '甲氨蝶呤与复方磺胺甲噁唑', 'XL01BAJ XL04AXJ', 'XJ01EE'),
      ],
    },
    {
      seq: 75,
      source: '十八反、十九畏（《中国药典》配伍禁忌）；按饮片名称及其炮制品名识别',
      doubt: '名称与数据所载不一致者不识别；医师双签名的处方可以使用；颗粒剂同名者一并识别',
      points: herbs.map(({ id, title, list, a, b }) => ({
        ...pair(
          id,
          `${list}·${title}`,
          named(a),
          named(b),
          '{service_date} 的一张处方有配伍禁忌：{name}（{item} 与 {related_item}）',
          'b',
        ),
        scope: itemIn('T'),
      })),
    },
  ];
}
