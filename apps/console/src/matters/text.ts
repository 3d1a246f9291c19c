/** Texts of the steps of a matter: whose turn it is, what they want, how a matter begins. */
import type { Unit } from './typed-day.ts';

const UNITS_ZH: Readonly<Record<Unit, string>> = { day: '2026-03-02', month: '2026-03', moment: '2026-03-02 09:30' };

const zh = {
  notDay: (unit: Unit) => `不是有效日期，写法如 ${UNITS_ZH[unit]}`,
  dayToCome: (today: string) => `不能晚于今天（${today}）`,
  dayTooEarly: (earliest: string) => `不能早于上一步的 ${earliest}`,
  belowNought: '金额不能小于 0',
  received: (today: string) => `办理日期以系统收到之日为准：${today}`,
  leaveTitle: '还有没有提交的内容',
  leaveHint: '离开这一页，已填写的步骤内容会丢失。',
  leave: '离开，不保留',
  stay: '留在本页',
  turn: '轮到',
  turnOf: (duties: string, steps: string) => `待${duties}办理：${steps}`,
  waits: (steps: string, clock: string, due: string) => `“${clock}”于 ${due} 届满后：${steps}`,
  over: (state: string) => `本事项已结束：${state}。没有后续步骤。`,
  wanted: '这一步之前应当制作的文书',
  missing: '未制作',
  missingNeeded: '未制作，制作后才能办理',
  made: '已制作',
  delivered: (way: string, on: string) => `${on} 已${way}`,
  undelivered: '尚未记录送达和签收人',
  toFile: '到卷宗办理',
  asked: '认定金额',
  file: '证据文件',
  chooseFile: '选择已存入本卷的文件',
  uploadFile: '上传文件',
  elsewhere: '文件另存他处，只填摘要',
  here: '选择本卷的文件',
  inFile: '在卷宗中查看',
  begin: (step: string) => `登记并办理“${step}”`,
  begun: (procedure: string) => `已登记：${procedure}`,
  today: (today: string) => `办理日期：${today}`,
  open: '登记',
  beginHint: (place: string) => `在 ${place} 新开一个事项，并办理第一步。`,
  openHint: (place: string, duties: string) =>
    `在 ${place} 新开一个事项；第一步由${duties}办理。登记后、第一步之前可以撤回。`,
  cancel: '取消',
};

const UNIT_NAMES: Readonly<Record<Unit, string>> = { day: 'day', month: 'month', moment: 'day and time' };

const en: typeof zh = {
  notDay: (unit) => `No ${UNIT_NAMES[unit]}: write it like ${UNITS_ZH[unit]}`,
  dayToCome: (today) => `Not after today (${today})`,
  dayTooEarly: (earliest) => `Not before the last step, ${earliest}`,
  belowNought: 'An amount cannot be below 0',
  received: (today) => `The step bears the day on which it is received: ${today}`,
  leaveTitle: 'Something is filled in and not sent',
  leaveHint: 'What you typed into steps is lost when you leave this page.',
  leave: 'Leave without it',
  stay: 'Stay here',
  turn: 'Next',
  turnOf: (duties, steps) => `${duties}: ${steps}`,
  waits: (steps, clock, due) => `${steps}, once “${clock}” has run out on ${due}`,
  over: (state) => `This matter is over: ${state}. Nothing follows.`,
  wanted: 'Documents to be made before this step',
  missing: 'not made',
  missingNeeded: 'not made: the step waits for it',
  made: 'made',
  delivered: (way, on) => `${way}, ${on}`,
  undelivered: 'its delivery and receiver are not recorded yet',
  toFile: 'To the paper file',
  asked: 'Amount asked for',
  file: 'File',
  chooseFile: 'Choose a file of this matter',
  uploadFile: 'Upload a file',
  elsewhere: 'The file is kept elsewhere: give its digest',
  here: 'Choose a file of this matter',
  inFile: 'See it in the paper file',
  begin: (step) => `Open and take: ${step}`,
  begun: (procedure) => `Opened: ${procedure}`,
  today: (today) => `Day: ${today}`,
  open: 'Open',
  beginHint: (place) => `Opens a matter at ${place} and takes its first step.`,
  openHint: (place, duties) =>
    `Opens a matter at ${place}. Its first step is for: ${duties}. Until then it can be withdrawn.`,
  cancel: 'Cancel',
};

export const stepText = { zh, en };
