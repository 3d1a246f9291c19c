/** The real-time check over the national interface. */
import { checkInput } from '@shouhu/audit';
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { transactionOf } from '../settlement/transaction-of.ts';
import { check } from './check.ts';
import { feedback, feedbackInput } from './feedback.ts';

export const tillCheckTransactions: readonly InterfaceTransaction[] = [
  transactionOf({ infno: '3101', name: '明细审核事前分析服务', input: checkInput, handle: check }),
  transactionOf({ infno: '3102', name: '明细审核事中分析服务', input: checkInput, handle: check }),
  transactionOf({ infno: '3103', name: '事前事中服务反馈服务', input: feedbackInput, handle: feedback }),
];
