/** Who acts, in the words that many steps share. */

/** Officers, always two of the case and with their cards (令第4号 16). */
export const byOfficers = { duties: ['inspector'], officers: 2 } as const;

/** The head of the bureau, who is no officer of the case. */
export const byHead = { duties: ['head'], apart: ['officer'] } as const;

/** States in which a case goes on. */
export const alive = [
  'investigating',
  'suspended',
  'reported',
  'reviewed',
  'notified',
  'hearing',
  'heard',
  'decided',
  'delivered',
] as const;
