/**
 * A change of the rules that the bureau judges by (规则发布): written, planned, proposed, looked at beside live runs, published by somebody who had no
 * part in it, made current again later. What was planned, proposed and published is one content, over one content in force.
 */
import { procedure } from '../procedure.ts';
import type { Deed, Facts } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

const WRITERS = ['inspector', 'auditor', 'administrator', 'head'] as const;
const BASIS = '规则管理';

const PLANS = new Set(['plan', 'replan']);

/** The content written last, and the one in force that it was planned against, must be those that the step is about. */
function notAsPlanned(step: string): (deeds: readonly Deed[], facts: Facts) => Refusal | null {
  return (deeds, { content, base }) => {
    const plan = deeds.findLast(({ action }) => PLANS.has(action))?.facts;
    if (plan === undefined || plan['content'] !== content) return refusal('SH-C090', { step });
    return plan['base'] === base ? null : refusal('SH-C091', { step });
  };
}

/** A plan of what was written before the last change says nothing about it. */
function ofOtherContent(deeds: readonly Deed[], { content }: Facts): Refusal | null {
  const written = deeds.findLast(({ action }) => action === 'write')?.facts['content'];
  return written === content ? null : refusal('SH-C090', { step: '测算影响' });
}

export const publication = procedure({
  id: 'publication',
  name: '规则发布',
  start: 'drafting',
  states: {
    drafting: '撰写',
    planned: '已测算',
    proposed: '待审批',
    shadow: '试运行',
    published: '已发布',
    rejected: '已退回',
    withdrawn: '已撤回',
  },
  clocks: {},
  steps: {
    write: {
      name: '撰写',
      basis: BASIS,
      from: ['drafting', 'planned', 'rejected'],
      to: 'drafting',
      duties: WRITERS,
      facts: ['content'],
    },
    plan: {
      name: '测算影响',
      basis: BASIS,
      from: ['drafting', 'planned', 'rejected'],
      to: 'planned',
      duties: WRITERS,
      needs: ['write'],
      facts: ['content', 'base', 'task_id'],
      unless: ofOtherContent,
    },
    replan: {
      name: '重新测算影响',
      basis: BASIS,
      from: ['proposed', 'shadow'],
      duties: WRITERS,
      facts: ['content', 'base', 'task_id'],
      unless: ofOtherContent,
    },
    propose: {
      name: '提请发布',
      basis: BASIS,
      from: ['planned'],
      to: 'proposed',
      duties: WRITERS,
      facts: ['content', 'base'],
      needs: ['write'],
      unless: notAsPlanned('提请发布'),
    },
    startShadow: {
      name: '开始试运行',
      basis: BASIS,
      from: ['proposed'],
      to: 'shadow',
      duties: WRITERS,
    },
    publish: {
      name: '批准发布',
      basis: BASIS,
      from: ['proposed', 'shadow'],
      to: 'published',
      duties: ['head'],
      apart: ['write', 'propose'],
      facts: ['content', 'base'],
      unless: notAsPlanned('批准发布'),
    },
    reject: {
      name: '退回修改',
      basis: BASIS,
      from: ['proposed', 'shadow'],
      to: 'rejected',
      duties: ['head'],
      apart: ['write', 'propose'],
      facts: ['reason'],
    },
    withdraw: {
      name: '撤回',
      basis: BASIS,
      from: ['drafting', 'planned', 'proposed', 'shadow', 'rejected'],
      to: 'withdrawn',
      duties: WRITERS,
      facts: ['reason'],
    },
    return: {
      name: '恢复使用',
      basis: BASIS,
      from: ['published'],
      duties: ['head'],
      apart: ['write', 'propose'],
      facts: ['reason'],
    },
  },
});

export type PublicationAction = keyof typeof publication.steps;
