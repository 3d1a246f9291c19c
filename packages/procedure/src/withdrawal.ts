/** A matter that was begun by mistake is withdrawn before its first step, by who began it; it stays on record. */
import type { Duty } from './duty.ts';
import type { Deed } from './procedure.ts';
import { refusal } from './refusal.ts';

/** @param duties of those who begin such matters; that it is the same person is for the caller to check */
export function withdrawal<const State extends string>(from: State, duties: readonly Duty[]) {
  return {
    name: '撤回登记',
    basis: '内部管理',
    from: [from],
    to: 'withdrawn',
    duties,
    aside: true,
    against: (deeds: readonly Deed[]) => (deeds.length === 0 ? null : refusal('SH-C026', { step: '撤回登记' })),
  } as const;
}

/** The state that it leads to. */
export const withdrawn = { withdrawn: '已撤回' } as const;
