import { createContext, use } from 'react';
import type { Me, RightName } from '../api/answers.ts';

const Context = createContext<Me | null>(null);

/** Gives everything below it the person who is signed in. */
export const MeProvider = Context;

/** Who is signed in. */
export function useMe(): Me {
  const me = use(Context);
  if (me === null) throw new Error('nobody is signed in');
  return me;
}

/** Whether a screen may offer what a right allows; the server decides anew when it is asked for. */
export function useMay(): (right: RightName) => boolean {
  const { rights } = useMe();
  return (right) => rights.includes(right);
}
