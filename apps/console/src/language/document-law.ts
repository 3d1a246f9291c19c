/** English names of transfers and documents; the Chinese ones are those of the law. */
import type { DocumentName, transfer, TRANSFER_BODIES, TransferAction } from '@shouhu/procedure';

export const transferSteps: Readonly<Record<TransferAction, string>> = {
  withdraw: 'Withdraw',
  suggest: 'Propose the transfer',
  approve: 'Approve the transfer',
  refuse: 'Refuse the transfer',
  send: 'Send it',
  receive: 'Received by the other authority',
  handBack: 'Returned by the other authority',
  answer: 'Answered by the other authority',
  close: 'Close the transfer',
};

export const transferStates: Readonly<Record<keyof typeof transfer.states, string>> = {
  drafted: 'Drafted',
  proposed: 'Awaits approval',
  refused: 'Not transferred',
  approved: 'Approved, to be sent',
  sent: 'Sent, awaits receipt',
  received: 'Received, awaits an answer',
  answered: 'Answered',
  returned: 'Returned',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
};

export const transferClocks: Readonly<Record<keyof typeof transfer.clocks, string>> = {
  approval: 'Approve the transfer',
  sending: 'Send the transfer',
  receipt: 'Receipt by the other authority',
  answer: 'Answer of the other authority',
};

export const bodies: Readonly<Record<keyof typeof TRANSFER_BODIES, string>> = {
  police: 'Police',
  health: 'Health authority',
  drug: 'Drug authority',
  market: 'Market authority',
  discipline: 'Discipline and supervision',
};

export const documents: Readonly<Record<DocumentName, string>> = {
  'filing-approval': 'Approval of filing',
  'inspection-record': 'Record of the on-site inspection',
  'interview-record': 'Record of the interview',
  'assistance-letter': 'Request for assistance',
  'preservation-notice': 'Notice of preservation of evidence',
  'preservation-decision': 'Decision on preserved evidence',
  'preservation-release': 'Release of preserved evidence',
  'sealing-notice': 'Sealing order',
  'sealing-extension': 'Extension of the sealing',
  'unsealing-notice': 'Order to unseal',
  'suspension-notice': 'Notice of suspension',
  'resumption-notice': 'Notice of resumption',
  'investigation-report': 'Report that closes the investigation',
  'legal-opinion': 'Opinion of the legal review',
  'correction-order': 'Order to correct',
  'penalty-notice': 'Prior notice of the penalty',
  'hearing-notice': 'Notice of the hearing',
  'hearing-record': 'Record of the hearing',
  'discussion-record': 'Record of the collective discussion',
  'penalty-decision': 'Decision on the penalty',
  'delivery-receipt': 'Proof of delivery',
  'payment-notice': 'Notice to pay',
  'deferral-approval': 'Approval of deferred payment or instalments',
  'deferral-refusal': 'Refusal of deferred payment or instalments',
  'enforcement-application': 'Application for enforcement',
  'closing-report': 'Closing report',
  'spot-decision': 'Penalty decided on the spot',
  'transfer-letter': 'Letter of transfer',
  'deduction-notice': 'Notice of deduction',
  'appeal-answer': 'Answer to the appeal',
};
