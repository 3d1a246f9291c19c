/** English names of the procedures of assessment, points and black lists. */
import type { assessment, AssessmentAction, credit, CreditAction, points, PointsAction } from '@shouhu/procedure';

type Names<Key extends PropertyKey> = Readonly<Record<Key, string>>;

export const assessmentSteps: Names<AssessmentAction> = {
  present: 'Propose the result',
  agree: 'Accept the result',
  state: 'Comment on the result',
  goOn: 'Go on without a comment',
  rescore: 'Return to scoring',
  confirm: 'Confirm the result',
  publish: 'Publish the result',
  order: 'Order to put right',
  accept: 'Accept what was put right',
  renew: 'Renew directly',
  renewRectified: 'Renew after putting right',
  decline: 'Not put right: do not renew',
  end: 'End the agreement',
};

export const assessmentStates: Names<keyof typeof assessment.states> = {
  scoring: 'Being scored',
  proposed: 'Proposed, awaits the institution',
  answered: 'Awaits confirmation',
  confirmed: 'Confirmed, to be published',
  published: 'Published',
  rectified: 'Put right',
  renewed: 'Renewed',
  ended: 'Agreement ended',
  declined: 'Not renewed',
};

export const assessmentClocks: Names<keyof typeof assessment.clocks> = {
  statement: 'Comment on the result',
  publication: 'Publication of the result',
  rectification: 'Putting right',
};

export const pointsSteps: Names<PointsAction> = {
  notice: 'Notice of points',
  state: 'Statement on the points',
  goOn: 'Go on without a statement',
  decide: 'Decide on the points',
  drop: 'Decide on no points',
  record: 'Record on the national platform',
  appeal: 'Appeal against the points',
  uphold: 'Uphold or lessen the points',
  takeBack: 'Take the points back',
  askRestoring: 'Propose to restore the qualification',
  restore: 'Restore the qualification',
};

export const pointsStates: Names<keyof typeof points.states> = {
  found: 'Awaits notice',
  noticed: 'Notice given, awaits a statement',
  answered: 'Awaits decision',
  decided: 'Points decided',
  appealed: 'Appealed, under review',
  upheld: 'Points after review',
  dropped: 'No points',
  withdrawn: 'Points taken back',
  restored: 'Restored',
};

export const pointsClocks: Names<keyof typeof points.clocks> = {
  statement: 'Statement on the points',
  appeal: 'Time for an appeal',
  reply: 'Review of the appeal',
  record: 'Record on the national platform',
};

export const creditSteps: Names<CreditAction> = {
  notify: 'Notice of the intended listing',
  hear: 'Record the statement of the party',
  goOn: 'Go on without a statement of the party',
  list: 'Put on the black list',
  drop: 'Decide not to list',
  object: 'Take up an objection',
  keep: 'Objection unfounded',
  revoke: 'Objection holds: revoke the listing',
  askRestoring: 'Propose to restore credit',
  restore: 'Restore credit',
};

export const creditStates: Names<keyof typeof credit.states> = {
  drafted: 'Intended, awaits notice',
  notified: 'Notice given, awaits a statement',
  answered: 'Awaits decision on listing',
  listed: 'Listed',
  objected: 'Objected to',
  dropped: 'Not listed',
  revoked: 'Listing revoked',
  restored: 'Credit restored',
};

export const creditClocks: Names<keyof typeof credit.clocks> = {
  statement: 'Statement on the listing',
  reply: 'Answer to the objection',
};
