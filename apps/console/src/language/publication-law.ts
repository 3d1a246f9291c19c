/** English names of the publication of rules. */
import type { publication, PublicationAction } from '@shouhu/procedure';

type Names<Key extends PropertyKey> = Readonly<Record<Key, string>>;

export const publicationSteps: Names<PublicationAction> = {
  write: 'Write',
  plan: 'Plan the impact',
  replan: 'Plan the impact anew',
  propose: 'Propose',
  startShadow: 'Start the trial',
  publish: 'Approve and publish',
  reject: 'Send back',
  withdraw: 'Withdraw',
  return: 'Return to this version',
};

export const publicationStates: Names<keyof typeof publication.states> = {
  drafting: 'Being written',
  planned: 'Planned',
  proposed: 'Awaits approval',
  shadow: 'On trial',
  published: 'Published',
  rejected: 'Sent back',
  withdrawn: 'Withdrawn',
};
