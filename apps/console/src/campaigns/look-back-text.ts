/** Texts of looking back. */
const values: Readonly<Record<string, string>> = { yes: '是', no: '否' };

const zh = {
  title: '回头看',
  hint: '从本次专项已检查的机构中指定或随机抽取，再检查一次；新的检查与此前的检查关联，结果并列对照。',
  plan: '安排回头看',
  open: (count: number) => `可安排 ${count} 家`,
  noneOpen: '没有可以安排的机构：已检查、尚未安排回头看的机构才能安排。',
  none: '还没有安排回头看',
  how: '选取方式',
  named: '指定机构',
  drawn: '随机抽取',
  institutions: '机构',
  count: '抽取机构数',
  day: '回头看日期',
  needInstitutions: '请选择机构',
  needCount: '请填写抽取机构数',
  needDay: '请填写回头看日期',
  from: (day: string, count: number) => `${day} 起回头看 ${count} 家`,
  namedBy: (person: string) => `${person} 指定`,
  drawnBy: (person: string, pool: number) => `${person} 从 ${pool} 家中随机抽取，种子`,
  compared: '前后对照',
  institution: '机构',
  before: '此前发现',
  again: '回头看发现',
  items: '检查表变化',
  results: { nothing: '未发现问题', handled: '认定问题' },
  openInspection: '查看检查',
  values,
  sentence: (figures: { planned: number; visited: number; before: number; again: number; right: number }) =>
    `回头看 ${figures.planned} 家，已检查 ${figures.visited} 家：此前认定问题 ${figures.before} 家，仍认定问题 ${figures.again} 家，已改正 ${figures.right} 家。`,
};

const valuesEn: Readonly<Record<string, string>> = { yes: 'yes', no: 'no' };

const en: typeof zh = {
  title: 'Looking back',
  hint: 'Institutions that this campaign has inspected are inspected once more, named or drawn; the new inspection is linked to the earlier one, and what was found stands side by side.',
  plan: 'Plan a look back',
  open: (count) => `${count} to choose from`,
  noneOpen: 'Nothing to choose from: only what was inspected, and is not looked back at yet.',
  none: 'Nothing is looked back at yet',
  how: 'Chosen',
  named: 'by name',
  drawn: 'by a draw',
  institutions: 'Institutions',
  count: 'How many',
  day: 'Day',
  needInstitutions: 'Choose institutions',
  needCount: 'State how many',
  needDay: 'State the day',
  from: (day, count) => `${count} looked back at from ${day} on`,
  namedBy: (person) => `Named by ${person}`,
  drawnBy: (person, pool) => `Drawn by ${person} from ${pool}, seed`,
  compared: 'Before and again',
  institution: 'Institution',
  before: 'Found before',
  again: 'Found again',
  items: 'Changed on the form',
  results: { nothing: 'nothing found', handled: 'problems found' },
  openInspection: 'Open the inspection',
  values: valuesEn,
  sentence: ({ planned, visited, before, again, right }) =>
    `${planned} looked back at, ${visited} visited: problems before at ${before}, again at ${again}, put right at ${right}.`,
};

export const lookBackText = { zh, en };
