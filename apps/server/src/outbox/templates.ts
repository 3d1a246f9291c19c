/** What a notice says, in both languages, and which page it leads to. A notice keeps its template and values, never a text. */

interface Template {
  readonly zh: string;
  readonly en: string;
  /** Address in the console. */
  readonly link: string;
}

const TEMPLATES = {
  'leads.assigned': {
    zh: '有 {count} 条线索分派给您',
    en: '{count} leads were assigned to you',
    link: '/leads?assignee={person}',
  },
  'leads.returned': {
    zh: '{by} 退回了您分派的 {count} 条线索：{reason}',
    en: '{by} gave back {count} leads that you had assigned: {reason}',
    link: '/leads?assignee={person}',
  },
  'matter.moved': {
    zh: '{place}：{procedure}已办理“{step}”',
    en: '{place}: the step “{step}” was taken ({procedure})',
    link: '/matters/{matter_id}',
  },
  'matter.turn': {
    zh: '{place}：{procedure}已办理“{step}”，待您办理',
    en: '{place}: the step “{step}” was taken ({procedure}); it is your turn',
    link: '/matters/{matter_id}',
  },
  'deed.confirm': {
    zh: '{place}：请登录确认您参加了“{step}”（{procedure}），确认后才能制作文书',
    en: '{place}: please confirm that you took part in “{step}” ({procedure}); no document is made before',
    link: '/matters/{matter_id}',
  },
  'clock.near': {
    zh: '{place}：“{clock}”于 {due} 届满，还有 {left} 个工作日',
    en: '{place}: “{clock}” runs out on {due}, {left} working days are left',
    link: '/matters/{matter_id}',
  },
  'import.done': {
    zh: '数据导入完成：{rows} 行，拒收 {rejected} 行',
    en: 'Import done: {rows} rows, {rejected} rejected',
    link: '/imports/{task_id}',
  },
  'import.failed': { zh: '数据导入未完成：{reason}', en: 'Import failed: {reason_en}', link: '/imports/{task_id}' },
  'run.done': {
    zh: '稽核完成：新增线索 {added} 条，变更 {changed} 条，撤回 {withdrawn} 条',
    en: 'Audit done: {added} leads added, {changed} changed, {withdrawn} withdrawn',
    link: '/runs/{task_id}',
  },
  'plan.done': {
    zh: '规则影响测算完成：新增疑点 {appear} 条，消失 {vanish} 条，变动 {changed} 条',
    en: 'Plan of rules done: {appear} findings appear, {vanish} vanish, {changed} change',
    link: '/rulebook/plans/{task_id}',
  },
  'plan.failed': {
    zh: '规则影响测算未完成：{reason}',
    en: 'Plan of rules failed: {reason_en}',
    link: '/rulebook/plans/{task_id}',
  },
  'voucher.code': {
    zh: '医保码激活验证码 {code}，{minutes} 分钟内有效。任何人索要都是诈骗，不是本人操作请勿理会并拨打 12393',
    en: 'Code {code} to enrol your e-voucher, for {minutes} minutes. Whoever asks you for it cheats. Not you? Ignore it and call 12393',
    link: '/',
  },
  'clearing.computed': {
    zh: '{month} 月清算已生成，请核对后确认；有误请在异议期内提出',
    en: 'The clearing of {month} is computed: confirm it, or object while there is time',
    link: '/clearing',
  },
  'clearing.objected': {
    zh: '{place}对 {month} 月清算提出异议，待答复',
    en: '{place} objects to its clearing of {month} and waits for an answer',
    link: '/clearing/{month}/{code}',
  },
  'clearing.answered': {
    zh: '{month} 月清算的异议已答复',
    en: 'Your objection to the clearing of {month} was answered',
    link: '/clearing/{month}/{code}',
  },
  'voucher.mass.device': {
    zh: '{days} 天内同一设备激活了 {persons} 人的医保码（{place}），请核实是否集中冒领',
    en: 'One device enrolled the e-vouchers of {persons} persons within {days} days ({place}): find out whether they were taken in bulk',
    link: '/vouchers?by=device',
  },
  'voucher.mass.place': {
    zh: '{days} 天内在 {place} 激活了 {persons} 人的医保码，请核实是否集中冒领',
    en: 'E-vouchers of {persons} persons were enrolled in {place} within {days} days: find out whether they were taken in bulk',
    link: '/vouchers?by=place',
  },
  'voucher.mass.witness': {
    zh: '{days} 天内同一经办人或终端激活了 {persons} 人的医保码（{place}），请核实是否集中冒领',
    en: 'One witness enrolled the e-vouchers of {persons} persons within {days} days ({place}): find out whether they were taken in bulk',
    link: '/vouchers?by=witness',
  },
  'run.failed': { zh: '稽核未完成：{reason}', en: 'Audit failed: {reason_en}', link: '/runs/{task_id}' },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof TEMPLATES;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** Values that a template's texts name, all of them needed. */
export type ValuesOf<Name extends TemplateName> = Readonly<
  Record<Names<(typeof TEMPLATES)[Name]['zh' | 'en' | 'link']>, string | number>
>;

type Said = Template;

/** A stored notice in words; a template that is gone leaves its name. */
export function said(name: string, values: Readonly<Record<string, string | number>>): Said {
  const template = isTemplate(name) ? TEMPLATES[name] : { zh: name, en: name, link: '/' };
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_all, key: string) => String(values[key] ?? ''));
  return { zh: fill(template.zh), en: fill(template.en), link: fill(template.link) };
}

function isTemplate(name: string): name is TemplateName {
  return Object.hasOwn(TEMPLATES, name);
}
