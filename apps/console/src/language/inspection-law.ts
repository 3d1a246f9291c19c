/** Names of an inspection's steps, states and clocks in English. */
import type { inspection, InspectionAction } from '@shouhu/procedure';

export const inspectionSteps: Readonly<Record<InspectionAction, string>> = {
  assign: 'Name the officers',
  recuse: 'Recusal',
  askSelfInspection: 'Ask for a self-inspection',
  selfInspect: 'Self-inspection and credit commitment',
  missSelfInspection: 'Self-inspection not handed in',
  receiveRefund: 'Register money given back',
  announce: 'Announce the inspection',
  enter: 'Enter for inspection',
  record: 'Record on site',
  interview: 'Record of an interview',
  leave: 'End the inspection on site',
  inform: 'Feed back what was found',
  argue: 'Statement and defence',
  agree: 'Institution has no objection',
  findNothing: 'Conclude that nothing was found',
  handle: 'Conclude on problems and handle them',
  report: 'Report how it was handled',
  askRectification: 'Order rectification',
  extendRectification: 'Extend the rectification',
  rectify: 'Hand in the rectification',
  lookBack: 'Look back',
  cancel: 'Cancel the inspection',
  close: 'Close',
};

export const inspectionStates: Readonly<Record<keyof typeof inspection.states, string>> = {
  planned: 'Planned',
  selfInspecting: 'Self-inspection under way',
  ready: 'To be inspected',
  announced: 'Announced',
  inspecting: 'On site',
  recorded: 'Visit ended',
  informed: 'Fed back, may be argued',
  argued: 'Argued',
  found: 'Nothing found',
  handled: 'Handled',
  rectifying: 'Under rectification',
  rectified: 'Rectified, to be looked back at',
  lookedBack: 'Looked back at',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

export const inspectionClocks: Readonly<Record<keyof typeof inspection.clocks, string>> = {
  selfInspection: 'Self-inspection',
  argument: 'Statement and defence',
  report: 'Report of the handling',
  rectification: 'Rectification',
  lookBack: 'Look back',
};
