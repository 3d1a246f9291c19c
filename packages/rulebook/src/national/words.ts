/** Chinese words of the national rules, our own: messages and the legal basis. */
import type { ClassRow } from './tables.ts';

const ACT = '《医疗保障基金使用监督管理条例》';
const RULES = '《医疗保障基金使用监督管理条例实施细则》';
const CATALOGUE = '国家医保局智能监管规则和知识点公告';

/** What a class rests on while no notice has published its points. */
export function basisOfDefaults(row: ClassRow): string[] {
  return [`${ACT}${articleOf(row)}`, `${RULES}第三十五条`];
}

/** Article of the regulation that a class of the list rests on: item of article 38, by the kind of breach. */
export function basisOf(row: ClassRow): string[] {
  return [...basisOfDefaults(row), CATALOGUE];
}

function articleOf({ rule_type, name, rule_class }: ClassRow): string {
  if (/重复收费|分解收费|折价|超频次|限定频次|限定单价/.test(name)) return '第三十八条第（三）项';
  if (/分解住院/.test(name)) return '第三十八条第（一）项';
  if (/重复开药|超大处方|超量|无指征|用量|种类超标/.test(name)) return '第三十八条第（二）项';
  if (rule_type === 'record') return '第三十九条';
  return rule_class === 'policy' || /支付范围/.test(name) ? '第三十八条第（六）项' : '第三十八条第（七）项';
}

/** Message template; {name} is what the point calls its subject, {item} the code charged, {knowledge} the points. */
export function messageOf(rule_type: ClassRow['rule_type'], name: string): string {
  return `{service_date} 的{name}（{item}）${complaintOf(rule_type, name)}（知识点 {knowledge}）`;
}

function complaintOf(rule_type: ClassRow['rule_type'], name: string): string {
  const ofClass = COMPLAINTS.find(([pattern]) => pattern.test(name))?.[1];
  return ofClass ?? BY_TYPE.get(rule_type) ?? '不符合该规则的要求';
}

const COMPLAINTS: readonly (readonly [RegExp, string])[] = [
  [/区分性别/, '与患者性别不符'],
  [/儿童|新生儿|限年龄/, '用于限定年龄之外的患者'],
  [/工伤保险/, '仅限工伤保险支付，本次结算险种不是工伤保险'],
  [/生育保险/, '仅限生育保险支付，本次结算未见生育待遇'],
  [/就医方式/, '不在限定的就医方式内使用'],
  [/医疗机构级别/, '在低于限定等级的医疗机构使用'],
  [/支付疗程/, '累计使用天数超过可支付的疗程'],
  [/限定频次/, '当日数量超过限定频次'],
  [/周期超频次/, '与上一次使用的间隔短于规定周期'],
  [/重复收费/, '与同时计收的主项目重复，主项目已包含其内容'],
  [/折价/, '为同一切口的第二及以后手术，未见折价'],
  [/单复方均不予支付/, '属于单方、复方均不予支付的中药饮片'],
  [/单方使用不予支付/, '单独使用或处方全部由此类饮片组成，不予支付'],
  [/互联网医院/, '由互联网医院开具，超出互联网诊疗的药品支付范围'],
  [/二线使用/, '为限二线用药，回溯期内未见一线药品的使用记录'],
  [/适应症/, '的限定适应症与本次就诊的全部诊断不符'],
];

const BY_TYPE = new Map<string, string>([
  ['limit', '的数量超过上限'],
  ['together', '与另一项目同时出现'],
  ['spacing', '的间隔过短'],
]);
