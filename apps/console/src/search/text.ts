/** Texts of the search across everything. */
const zh = {
  open: '搜索',
  title: '搜索机构、线索和事项',
  placeholder: '机构名称或编码，线索内容，事项编号或状态',
  hint: '至少两个字；方向键选择，回车打开，Esc 关闭',
  nothing: '没有找到',
  failed: '搜索没有完成，请重试',
  found: (count: number) => `找到 ${count} 条`,
  groups: { institutions: '机构', leads: '线索', matters: '事项' },
};

const en: typeof zh = {
  open: 'Search',
  title: 'Search institutions, leads and matters',
  placeholder: 'Name or code of an institution, words of a lead, id or state of a matter',
  hint: 'Two characters at least; arrows choose, Enter opens, Esc closes',
  nothing: 'Nothing found',
  failed: 'The search did not end, try again',
  found: (count) => `${count} found`,
  groups: { institutions: 'Institutions', leads: 'Leads', matters: 'Matters' },
};

export const searchText = { zh, en };
