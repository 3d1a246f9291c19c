import type { Works } from './jobs.ts';

const idle = async (): Promise<void> => undefined;

/** A worker that does nothing; tests replace what they look at. */
export const nothing: Works = {
  'task.run': idle,
  'task.lost': idle,
  'clocks.warn': idle,
  'uploads.sweep': idle,
  'leftovers.sweep': idle,
  'vouchers.watch': idle,
  'till.compare': idle,
  'records.prune': idle,
  'messages.send': idle,
  'wallet.return': idle,
};
