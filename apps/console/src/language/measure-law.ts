/** Names of a measure's steps, states and clocks in English. */
import type { measure, MeasureAction } from '@shouhu/procedure';

export const measureSteps: Readonly<Record<MeasureAction, string>> = {
  withdraw: 'Withdraw',
  propose: 'Propose the measure',
  state: 'Statement of the institution',
  waive: 'Waive the statement',
  approve: 'Approve',
  drop: 'Do not take it',
  deliver: 'Deliver',
  contest: 'Contest',
  uphold: 'Uphold',
  revoke: 'Revoke',
  fileReport: 'File a report of rectification',
  acceptRectification: 'Accept the rectification',
  rejectRectification: 'Reject the rectification',
  extend: 'Extend the time for rectifying',
  restore: 'Restore before the term ends',
  expire: 'Restore as the term has ended',
  perform: 'Carry out',
  pay: 'Payment',
  deduct: 'Deduct',
  close: 'Close the case',
};

export const measureStates: Readonly<Record<keyof typeof measure.states, string>> = {
  drafted: 'Drafted',
  proposed: 'Proposed, awaits approval',
  approved: 'Approved, awaits delivery',
  effect: 'In force',
  contested: 'Contested',
  reported: 'Reported as rectified, awaits acceptance',
  accepted: 'Rectification accepted',
  performed: 'Carried out',
  lifted: 'Lifted',
  dropped: 'Not taken',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
};

export const measureClocks: Readonly<Record<keyof typeof measure.clocks, string>> = {
  statement: 'Statement of the institution',
  delivery: 'Delivery',
  contest: 'Contesting',
  answer: 'Answer to what is contested',
  rectification: 'Rectification',
  acceptance: 'Acceptance of the rectification',
  suspension: 'Suspension',
  payment: 'Payment',
};
