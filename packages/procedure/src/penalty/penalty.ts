/** The administrative penalty by the ordinary procedure (令第4号, 普通程序): from the clue to the closed file. */
import { withdrawal, withdrawn } from '../withdrawal.ts';
import { procedure } from '../procedure.ts';
import { penaltyClocks } from './clocks.ts';
import { clue } from './clue.ts';
import { decision } from './decision.ts';
import { investigation } from './investigation.ts';
import { performance } from './performance.ts';

export const penalty = procedure({
  id: 'penalty',
  name: '行政处罚普通程序',
  start: 'clue',
  states: {
    clue: '线索核查',
    dropped: '不予立案',
    investigating: '调查取证',
    suspended: '中止',
    terminated: '终止',
    transferred: '移送',
    reported: '调查终结',
    reviewed: '法制审核通过',
    notified: '已告知',
    hearing: '听证',
    heard: '听证结束',
    decided: '已决定',
    delivered: '已送达',
    closed: '已结案',
    ...withdrawn,
  },
  clocks: penaltyClocks,
  steps: {
    ...clue,
    withdraw: withdrawal('clue', ['inspector', 'auditor', 'head']),
    ...investigation,
    ...decision,
    ...performance,
  },
});

export type PenaltyAction = keyof typeof penalty.steps;
