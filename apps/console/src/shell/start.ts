import { useEffect } from 'react';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useMay, useMe } from '../session/me.tsx';
import { WORK } from './entries.tsx';

/** Whether the first page of this visit was opened. */
let started = false;

/** A head who arrives without an address begins with the overview; whoever has neither leads nor matters where the own work is. */
export function useStart(): void {
  const { duties } = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    const hasWork = WORK.some(may);
    if (path === '/' && (!hasWork || (!started && duties.includes('head')))) {
      void navigate({ to: may('figures.public') ? '/overview' : '/accounts', replace: true });
    }
    started = true;
  }, [duties, may, navigate, path]);
}
