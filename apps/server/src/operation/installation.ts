import type { Caller } from '../rights/caller.ts';

/** Who does what is done to a platform from outside, in the log. */
export const INSTALLATION: Caller = { id: 'installation', name: '安装', duties: [], regions: [], fixmedins_code: null };
