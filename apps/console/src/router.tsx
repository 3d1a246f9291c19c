/** Addresses of the pages. Filters stand in the address: a list can be sent to a colleague. */
import { createRoute, createRouter } from '@tanstack/react-router';
import { bureauRoutes } from './bureau/routes.tsx';
import { documentRoutes } from './documents/routes.tsx';
import { figureRoutes } from './figures/routes.tsx';
import { assessmentRoutes } from './assessment/routes.tsx';
import { creditRoutes } from './credit/routes.tsx';
import { expertRoutes } from './experts/routes.tsx';
import { accountRoutes } from './account/routes.tsx';
import { accountsRoutes } from './accounts/routes.tsx';
import { findingRoutes } from './findings/routes.tsx';
import { institutionRoutes } from './institutions/routes.tsx';
import { campaignRoutes } from './campaigns/routes.tsx';
import { fieldRoutes } from './field/routes.tsx';
import { LeadList } from './leads/lead-list.tsx';
import { LeadPage } from './leads/lead-page.tsx';
import { leadFilterOf } from './leads/lead-filter.ts';
import { logRoutes } from './log/routes.tsx';
import { MatterList, matterFilterOf } from './matters/matter-list.tsx';
import { MatterPage } from './matters/matter-page.tsx';
import { Trouble } from './parts/states.tsx';
import { noticeRoutes } from './notices/routes.tsx';
import { root } from './root.ts';
import { clearingRoutes } from './clearing/routes.tsx';
import { fundRoutes } from './funds/routes.tsx';
import { voucherRoutes } from './voucher/routes.tsx';
import { walletRoutes } from './wallet/routes.tsx';
import { gatewayRoutes } from './gateway/routes.tsx';
import { checkRoutes } from './checks/routes.tsx';
import { traceRoutes } from './trace/routes.tsx';
import { settlementRoutes } from './settlement/routes.tsx';
import { rulebookRoutes } from './rulebook/routes.tsx';
import { taskRoutes } from './tasks/routes.tsx';
import { WorkPage } from './work/work-page.tsx';

const work = createRoute({ getParentRoute: () => root, path: '/', component: WorkPage });

const leads = createRoute({
  getParentRoute: () => root,
  path: '/leads',
  validateSearch: leadFilterOf,
  component: function Leads() {
    const navigate = leads.useNavigate();
    return <LeadList filter={leads.useSearch()} onFilter={(search) => void navigate({ search, replace: true })} />;
  },
});

const lead = createRoute({
  getParentRoute: () => root,
  path: '/leads/$lead_id',
  component: function Lead() {
    const { lead_id } = lead.useParams();
    return <LeadPage key={lead_id} lead_id={lead_id} />;
  },
});

const matters = createRoute({
  getParentRoute: () => root,
  path: '/matters',
  validateSearch: matterFilterOf,
  component: function Matters() {
    const navigate = matters.useNavigate();
    return <MatterList filter={matters.useSearch()} onFilter={(search) => void navigate({ search, replace: true })} />;
  },
});

const matter = createRoute({
  getParentRoute: () => root,
  path: '/matters/$matter_id',
  component: function Matter() {
    const { matter_id } = matter.useParams();
    return <MatterPage key={matter_id} matter_id={matter_id} />;
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    work,
    leads,
    lead,
    matters,
    matter,
    ...findingRoutes,
    ...figureRoutes,
    ...assessmentRoutes,
    ...creditRoutes,
    ...expertRoutes,
    ...noticeRoutes,
    ...rulebookRoutes,
    ...gatewayRoutes,
    ...settlementRoutes,
    ...fundRoutes,
    ...clearingRoutes,
    ...walletRoutes,
    ...voucherRoutes,
    ...checkRoutes,
    ...traceRoutes,
    ...taskRoutes,
    ...accountRoutes,
    ...accountsRoutes,
    ...logRoutes,
    ...bureauRoutes,
    ...documentRoutes,
    ...institutionRoutes,
    ...campaignRoutes,
    ...fieldRoutes,
  ]),
  defaultErrorComponent: ({ error, reset }) => (
    <Trouble error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
  ),
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
