import { classifyCode, isDrug } from '@shouhu/codes';
import type { AnnexRow } from './layout.ts';

/**
 * The official class of a row: named by the sheet, its title or the file since batch 7; before that told by the kind
 * of limit and by what is limited. Undefined when neither says it.
 */
export function classNameOf(row: AnnexRow, title: string, classNames: readonly string[]): string | undefined {
  const named = classNames.filter((name) => title.includes(name)).toSorted((a, b) => b.length - a.length)[0];
  return named ?? byLimit(row);
}

function byLimit({ detection, bound, text, codes }: AnnexRow): string | undefined {
  const drug = isDrug(classifyCode(codes[0] ?? ''));
  switch (detection) {
    case '限定性别对象':
      return drug ? '药品区分性别使用' : '医疗服务项目区分性别使用';
    case '限定年龄对象':
      // A payment limit of the catalogue begins with 限; anything else is the label of a drug made for children.
      if (!drug) return '医疗服务项目儿童专用';
      return text.startsWith('限') ? '药品限儿童使用' : '药品儿童专用';
    case '限定保险类型':
      return bound === '生育' ? '药品限生育保险' : '药品限工伤保险';
    case '限定就医方式':
      return '药品限就医方式';
    case '限定机构等级':
      return '药品限医疗机构级别';
    case '限定支付疗程':
      return '药品限支付疗程';
    case '限定主次操作':
      return '手术项目未按规定折价收费';
    default:
      return undefined;
  }
}
