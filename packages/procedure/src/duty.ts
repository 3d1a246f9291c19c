/** What a person of the bureau, an institution or the public is there for (职责). Rights and steps are given to duties, never to persons. */
export const DUTIES = {
  inspector: '监管执法',
  auditor: '稽核',
  'first-reviewer': '经办初审',
  'second-reviewer': '经办复审',
  'legal-reviewer': '法制审核',
  head: '负责人',
  administrator: '信息管理',
  institution: '定点机构医保办',
  observer: '社会监督',
} as const;

export type Duty = keyof typeof DUTIES;
