/** Which article a cause falls under (《医疗保障基金使用监督管理条例》 38, 40); a maker writes another where it is not the right one. */
export const ORDER = '《医疗保障行政处罚程序暂行规定》';
const REGULATION = '《医疗保障基金使用监督管理条例》';

const CAUSES: readonly (readonly [words: RegExp, article: string])[] = [
  [/虚假|冒名|伪造|变造|虚构|骗取|诱导/, '第四十条'],
  [/分解住院|挂床/, '第三十八条第（一）项'],
  [/过度诊疗|过度检查|分解处方|超量开药|重复开药/, '第三十八条第（二）项'],
  [/重复收费|超标准收费|分解项目/, '第三十八条第（三）项'],
  [/串换/, '第三十八条第（四）项'],
  [/转卖/, '第三十八条第（五）项'],
  [/支付范围/, '第三十八条第（六）项'],
];

export function articleOf(cause: string): string {
  const found = CAUSES.filter(([words]) => words.test(cause)).map(([, article]) => article);
  return `${REGULATION}${found.length === 0 ? '第三十八条' : found.join('、')}`;
}

/** The short names that clocks and steps cite by. */
const LAWS: Readonly<Record<string, string>> = {
  令第4号: ORDER,
  行政处罚法: '《中华人民共和国行政处罚法》',
  行政强制法: '《中华人民共和国行政强制法》',
  行政复议法: '《中华人民共和国行政复议法》',
  行政诉讼法: '《中华人民共和国行政诉讼法》',
};

/** 令第4号 26–28；行政处罚法 56 as documents cite it: with the full name and the articles in words. */
export function citation(basis: string): string {
  return basis
    .replace(/（.*）$/, '')
    .split('；')
    .map((each) => {
      const [, law = '', articles] = /^(\S+?)(?: ([\d–, ]+))?$/.exec(each) ?? [];
      const name = LAWS[law];
      return name === undefined ? each : `${name}${articles === undefined ? '' : articlesText(articles)}`;
    })
    .join('、');
}

function articlesText(articles: string): string {
  return articles
    .split(', ')
    .map((each) =>
      each
        .split('–')
        .map((number) => `第${numeral(Number(number))}条`)
        .join('至'),
    )
    .join('、');
}

const DIGITS = '零一二三四五六七八九';

/** Numbers below a hundred in words: 六十四. */
function numeral(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS.charAt(tens)}十`;
  return `${ten}${ones === 0 && tens > 0 ? '' : DIGITS.charAt(ones)}`;
}
