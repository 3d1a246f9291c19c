/** How often a file or a process is looked at. */
export const POLL_MS = 10;

/** Recovery after a crash reads the log since the last checkpoint: minutes on a slow disk. */
export const START_TIMEOUT_MS = 10 * 60_000;

/** A fast shutdown writes what is in memory; beyond this the server is made to end as in a crash. */
export const STOP_TIMEOUT_MS = 60_000;
