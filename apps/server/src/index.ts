export type { MatterRow } from './casework/list-matters.ts';
export type { MatterView } from './casework/matter.ts';
export type { Me } from './http/me.ts';
export type { LeadContent, LeadRow, LeadView } from './leads/list-leads.ts';
export { RIGHTS, rightsPage } from './rights/rights.ts';
export type { RightName } from './rights/rights.ts';
export { serve } from './serve.ts';
export type { NewAccount, ServeOptions, Serving } from './serve.ts';
export type { LeadStanding, LeadState } from './store/schema.ts';
