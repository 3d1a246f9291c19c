import type { LimitPoint, Point, SpacingPoint } from '@shouhu/rules';
import { loadNational } from '../national/index.ts';
import { defaultClasses, defaultRules } from './index.ts';

/** The page docs/defaults.md: every default with its bound, where it comes from and why it may be wrong. */
export function defaultsPage(): string {
  const facts = loadNational();
  const defaults = defaultClasses(facts);
  const rules = new Map(defaultRules(facts).map((rule) => [rule.rule_code, rule]));
  const classes = facts.classes.filter(({ code }) => defaults.has(code));
  const points = classes.flatMap(({ code }) => rules.get(code)?.points ?? []);
  return `${[
    '# 默认知识点 Defaults',
    '本页由 `packages/rulebook` 生成。国家尚未公布知识点的规则，凡公共知识足以判断的，先用下列默认知识点；它们可由参数与本地知识修改（见 [rulebook.md](rulebook.md)）。',
    table(
      ['序号', '规则', '编码', '来源', '为何可能有误'],
      classes.map(({ seq, name, code }) => {
        const own = defaults.get(code);
        return [`${seq}`, name, code, own?.source ?? '', own?.doubt ?? ''];
      }),
    ),
    '## 知识点 Points',
    table(
      ['编号', '类型', '界限', '提示语'],
      points.map((point) => [point.point_ids.join(' '), point.type, boundOf(point), point.message ?? '']),
    ),
    '## 平台默认值 Defaults of the platform',
    '国家与地方均未规定、由本平台先行取值的其他数字；负责人在“钱包和医保码规则”中按日期修改（见 [wallet.md](wallet.md)）。',
    table(
      ['项目', '默认值', '理由', '为何可能有误'],
      [
        [
          '医保码集中激活预警 Mass activation',
          '7 天内同一设备 6 人、同一地点 100 人、同一经办人或终端 100 人',
          '一部手机通常只为一户代办；驻点窗口一周办理百人以上须核实',
          '集中参保、驻村激活服务期间会误报；冒领分散在多部手机、多日时不触发',
        ],
      ],
    ),
  ].join('\n\n')}\n`;
}

/** What a parameter of the point can change, as it would be written. */
function boundOf(point: Point): string {
  if (point.type === 'limit') return `${point.window}，max ${maximumOf(point)}`;
  if (point.type === 'spacing') return `min ${minimumOf(point)}`;
  return '';
}

const maximumOf = ({ measure, max }: LimitPoint): number =>
  measure === 'days' || measure === 'cnt' ? max / 10_000 : max;
const minimumOf = ({ min, unit }: SpacingPoint): string => `${min} ${unit}`;

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
