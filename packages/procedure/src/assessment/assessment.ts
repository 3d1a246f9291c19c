/**
 * Yearly assessment of an institution (年度考核): proposed, answered by the institution, confirmed by somebody else, published; A renews, B and C
 * put right and renew, D ends. The scores are computed by the platform and stated as facts of the proposal, in hundredths of a mark.
 */
import type { Deed } from '../procedure.ts';
import { procedure } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { byDefault } from './limits.ts';

/** A step that only some grades lead to. */
function onlyFor(step: string, ...grades: readonly string[]): (deeds: readonly Deed[]) => Refusal | null {
  return (deeds) => {
    const grade = String(deeds.findLast(({ action }) => action === 'present')?.facts['grade'] ?? '—');
    return grades.includes(grade) ? null : refusal('SH-C070', { step, grade });
  };
}

const BASIS = '服务协议';

export const assessment = procedure({
  id: 'assessment',
  name: '年度考核',
  start: 'scoring',
  states: {
    scoring: '评分中',
    proposed: '已提出，待机构陈述',
    answered: '待确认',
    confirmed: '已确认，待公布',
    published: '已公布',
    rectified: '整改合格',
    renewed: '已续签',
    ended: '已解除协议',
    declined: '不予续签',
  },
  clocks: {
    statement: byDefault('陈述考核意见', 10),
    publication: byDefault('公布考核结果', 7),
    rectification: byDefault('限期整改', 30),
  },
  steps: {
    present: {
      name: '提出考核结果',
      basis: BASIS,
      from: ['scoring'],
      to: 'proposed',
      duties: ['auditor'],
      clocks: { statement: 'start' },
    },
    agree: {
      name: '认可考核结果',
      basis: BASIS,
      from: ['proposed'],
      to: 'answered',
      duties: ['institution'],
      clocks: { statement: 'stop' },
    },
    state: {
      name: '陈述考核意见',
      basis: BASIS,
      from: ['proposed'],
      to: 'answered',
      duties: ['institution'],
      before: ['statement'],
      facts: ['text'],
      clocks: { statement: 'stop' },
    },
    goOn: {
      name: '逾期未陈述',
      basis: BASIS,
      from: ['proposed'],
      to: 'answered',
      duties: ['auditor'],
      after: ['statement'],
    },
    rescore: {
      name: '退回重新评分',
      basis: BASIS,
      from: ['answered'],
      to: 'scoring',
      duties: ['auditor', 'head'],
      facts: ['reason'],
    },
    confirm: {
      name: '确认考核结果',
      basis: BASIS,
      from: ['answered'],
      to: 'confirmed',
      duties: ['head'],
      apart: ['present', 'goOn'],
      clocks: { publication: 'start' },
    },
    publish: {
      name: '公布考核结果',
      basis: BASIS,
      from: ['confirmed'],
      to: 'published',
      duties: ['auditor'],
      due: ['publication'],
      clocks: { publication: 'stop' },
    },
    order: {
      name: '责令限期整改',
      basis: BASIS,
      from: ['published'],
      duties: ['auditor'],
      facts: ['reasons'],
      clocks: { rectification: 'start' },
      against: onlyFor('责令限期整改', 'B', 'C'),
    },
    accept: {
      name: '整改验收合格',
      basis: BASIS,
      from: ['published'],
      to: 'rectified',
      duties: ['inspector'],
      needs: ['order'],
      facts: ['conclusion'],
      clocks: { rectification: 'stop' },
      against: onlyFor('整改验收合格', 'B', 'C'),
    },
    renew: {
      name: '直接续签',
      basis: BASIS,
      from: ['published'],
      to: 'renewed',
      duties: ['head'],
      against: onlyFor('直接续签', 'A'),
    },
    renewRectified: {
      name: '整改后续签',
      basis: BASIS,
      from: ['rectified'],
      to: 'renewed',
      duties: ['head'],
      apart: ['accept'],
    },
    decline: {
      name: '整改不合格，不予续签',
      basis: BASIS,
      from: ['published'],
      to: 'declined',
      duties: ['head'],
      needs: ['order'],
      after: ['rectification'],
      facts: ['reason'],
      against: onlyFor('整改不合格，不予续签', 'B', 'C'),
    },
    end: {
      name: '解除服务协议',
      basis: BASIS,
      from: ['published'],
      to: 'ended',
      duties: ['head'],
      apart: ['present'],
      facts: ['reasons'],
      against: onlyFor('解除服务协议', 'D'),
    },
  },
});

export type AssessmentAction = keyof typeof assessment.steps;
