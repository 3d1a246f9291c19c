/** Addresses of the pages. Filters stand in the address: a list can be sent to a colleague. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { LeadList } from './leads/lead-list.tsx';
import { LeadPage } from './leads/lead-page.tsx';
import { leadFilterOf } from './leads/lead-filter.ts';
import { MatterList, matterFilterOf } from './matters/matter-list.tsx';
import { MatterPage } from './matters/matter-page.tsx';
import { Trouble } from './parts/states.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { WorkPage } from './work/work-page.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

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
  routeTree: root.addChildren([work, leads, lead, matters, matter]),
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
