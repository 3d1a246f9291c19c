import { useQuery } from '@tanstack/react-query';
import type { Colleague } from '../api/answers.ts';
import { peopleQuery } from '../api/queries.ts';
import { useMay, useMe } from '../session/me.tsx';

/** An id without a name: its first digits are enough to tell two people apart. */
const UUID = /^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whom work can be given to; nobody, for those who may not know. */
export function useColleagues(): readonly Colleague[] {
  const may = useMay();
  return useQuery({ ...peopleQuery, enabled: may('people.read') }).data ?? [];
}

/** How a person is written. @param known names that come with what is shown, by id */
export function usePersonName(known: Readonly<Record<string, string>> = {}): (id: string) => string {
  const me = useMe();
  const colleagues = useColleagues();
  return (id) => {
    if (id === me.id) return me.name;
    return known[id] ?? colleagues.find((one) => one.id === id)?.name ?? UUID.exec(id)?.[1] ?? id;
  };
}
