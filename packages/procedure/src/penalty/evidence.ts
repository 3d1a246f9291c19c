/** The eight kinds of evidence (令第4号 19; 行政处罚法 46). */
export const EVIDENCE_KINDS = {
  documentary: '书证',
  physical: '物证',
  audiovisual: '视听资料',
  electronic: '电子数据',
  testimony: '证人证言',
  statement: '当事人的陈述',
  expert: '鉴定意见',
  record: '勘验笔录、现场笔录',
} as const;

/** What a decision may say (令第4号 43). */
export const DECISIONS = {
  penalty: '给予行政处罚',
  exempt: '不予行政处罚',
  unfounded: '违法事实不能成立，不予行政处罚',
  correct: '责令改正',
  transfer: '移送司法机关',
} as const;
