import { reasonOf } from '../reason.ts';
import type { Running } from './launch.ts';

/** Starts in so many minutes after which a server that ends by itself is given up: its data or its machine are not well. */
const MOST_STARTS = 4;
const WITHIN_MS = 10 * 60_000;

interface Told {
  readonly log: (line: string) => void;
  /** Told once, when the server has ended and stays so. */
  readonly onLost: (reason: string) => void;
}

/**
 * A server that is started again when it ends by itself, on the port where its users know it. Meanwhile they are refused.
 * @param start on a port, or any
 */
export async function keepRunning(
  start: (port?: number) => Promise<Running>,
  { log, onLost }: Told,
): Promise<Pick<Running, 'port' | 'stop'>> {
  let starts = [Date.now()];
  let running = await start();
  let restarting = Promise.resolve();
  let stopping = false;
  const { port } = running;
  const watch = async (): Promise<void> => {
    await running.ended;
    if (!stopping) restarting = again();
  };
  const again = async (): Promise<void> => {
    log('the database server ended by itself and is started again');
    starts = [...starts.filter((at) => at > Date.now() - WITHIN_MS), Date.now()];
    if (starts.length > MOST_STARTS) return onLost(`ended ${MOST_STARTS} times`);
    try {
      running = await start(port);
      log('the database server runs again');
      void watch();
    } catch (error) {
      onLost(reasonOf(error));
    }
  };
  void watch();
  return {
    port,
    async stop() {
      stopping = true;
      await restarting;
      await running.stop();
    },
  };
}
