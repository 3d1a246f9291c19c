import { useEffect, useSyncExternalStore } from 'react';
import type { KeptPhoto } from './photos.ts';
import { Queue } from './queue.ts';
import type { Queued } from './queue.ts';

const queues = new Map<string, Queue>();

function queueOf(person: string): Queue {
  const queue = queues.get(person) ?? new Queue(person);
  queues.set(person, queue);
  return queue;
}

/** How long to wait before it is tried again whether somebody answers: browsers do not always notice that the network is back. */
const AGAIN_MS = 15_000;

/** The person's queue, which sends what waits when the network returns, the page is looked at again, and every now and then. */
export function useQueue(person: string): {
  readonly queue: Queue;
  readonly entries: readonly Queued[];
  readonly photos: readonly KeptPhoto[];
} {
  const queue = queueOf(person);
  const entries = useSyncExternalStore(queue.subscribe, queue.entries);
  const photos = useSyncExternalStore(queue.subscribe, queue.photos.entries);
  useEffect(() => {
    const send = (): void => void queue.send();
    const timer = setInterval(send, AGAIN_MS);
    addEventListener('online', send);
    document.addEventListener('visibilitychange', send);
    return () => {
      clearInterval(timer);
      removeEventListener('online', send);
      document.removeEventListener('visibilitychange', send);
    };
  }, [queue]);
  return { queue, entries, photos };
}

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
};

/** Whether the browser sees a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}
