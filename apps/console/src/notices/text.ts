/** Texts of the screens about notices. */
const zh = {
  title: '通知',
  hint: '分派、办理、期限和后台任务的消息',
  bell: (unread: number) => (unread === 0 ? '通知' : `通知，${unread} 条未读`),
  readAll: '全部标为已读',
  unread: '未读',
  empty: '没有通知',
  emptyHint: '分派给您的线索、您办理的事项和即将届满的期限会列在这里。',
  contacts: '短信和邮件',
  contactsHint: '同一消息也发到这里；号码加密保存，只显示首尾',
  channels: { sms: '手机号', mail: '邮箱' },
  none: '未设置',
  save: '保存',
  remove: '不再发送',
  wrong: { sms: '请填写手机号', mail: '请填写邮箱地址' },
};

const en: typeof zh = {
  title: 'Notices',
  hint: 'of assignments, steps, limits and tasks',
  bell: (unread) => (unread === 0 ? 'Notices' : `Notices, ${unread} unread`),
  readAll: 'Mark all as read',
  unread: 'new',
  empty: 'No notices',
  emptyHint: 'Leads given to you, steps in your matters and limits about to run out are listed here.',
  contacts: 'SMS and mail',
  contactsHint: 'the same messages go here; numbers are sealed and shown by their ends only',
  channels: { sms: 'Mobile number', mail: 'Mail address' },
  none: 'not set',
  save: 'Save',
  remove: 'Stop sending',
  wrong: { sms: 'Enter a mobile number', mail: 'Enter a mail address' },
};

export const noticesText = { zh, en };
