/** Texts of the page about institutions and their checks. */
const zh = {
  checked: '审核',
  remindedCount: '有提醒',
  notCheckedCount: '未能审核',
  reminderCount: '提醒条数',
  answeredCount: '已反馈',
  acceptedCount: '返回修改',
  answerShare: '反馈率',
  acceptShare: '采纳率',
  share: (part: number, whole: number) => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`),
  never: '从不反馈',
  only: '范围',
  everyone: '全部机构',
  onlySilent: '只看从不反馈的',
  figuresHint: '反馈率、采纳率按提醒条数计；采纳即返回修改',
  emptyFigures: '没有符合条件的机构',
  emptyFiguresHint: '换一段时间；没有发来审核的机构不在此列。',
};

const en: typeof zh = {
  checked: 'Checked',
  remindedCount: 'Reminded',
  notCheckedCount: 'Not checked',
  reminderCount: 'Reminders',
  answeredCount: 'Answered',
  acceptedCount: 'Heeded',
  answerShare: 'Answered share',
  acceptShare: 'Heeded share',
  share: (part, whole) => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`),
  never: 'never answers',
  only: 'Which',
  everyone: 'All institutions',
  onlySilent: 'Only those that never answer',
  figuresHint: 'shares are of reminders; heeded is: went back to change the order',
  emptyFigures: 'No such institutions',
  emptyFiguresHint: 'Choose other days; those that sent no check are not here.',
};

export const checkFiguresText = { zh, en };
