/** What each job does. */
import type { Services } from '../http/new-app.ts';
import { sweepUploads } from '../imports/uploads.ts';
import { sweepLeftovers } from '../operation/leftovers/sweep-leftovers.ts';
import { prune } from '../operation/retention/prune.ts';
import { sendMessages } from '../outbox/send-messages.ts';
import { warnOfClocks } from '../outbox/warn-of-clocks.ts';
import { compareYesterday } from '../till-check/compare-day.ts';
import { loseTask, runTask } from '../tasks/run-task.ts';
import { watchActivations } from '../voucher/alarms.ts';
import { returnOverdue } from '../wallet/transfers.ts';
import type { Works } from './jobs.ts';

export function worksOf(services: Services): Works {
  const { db, now } = services;
  return {
    'task.run': async ({ task_id }, signal) => runTask(services, task_id, signal),
    'task.lost': async ({ task_id }) => loseTask(services, task_id),
    'clocks.warn': async () => warnOfClocks(db, now()),
    'messages.send': async (_nothing, signal) => sendMessages(services, signal),
    'wallet.return': async (_nothing, signal) => {
      await returnOverdue(db, now(), signal);
    },
    'uploads.sweep': async () => sweepUploads(services),
    'leftovers.sweep': async (_nothing, signal) => sweepLeftovers(services, signal),
    'vouchers.watch': async () => {
      await watchActivations(db, now());
    },
    'records.prune': async (_nothing, signal) => {
      await prune(services, signal);
    },
    'till.compare': async () => {
      await compareYesterday(services);
    },
  };
}
