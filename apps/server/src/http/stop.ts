/** A stop answers what was asked, and waits for nobody else: browsers hold connections open that they asked nothing on. */
import type { App } from './new-app.ts';

/** Without it such a connection keeps a stopping server for more than a minute. */
export function stopWhenAnswered(app: App): void {
  let asked = 0;
  let isStopping = false;
  const cutIdle = (): void => {
    if (isStopping && asked === 0) app.server.closeAllConnections();
  };
  app.addHook('onRequest', async () => {
    asked += 1;
  });
  app.addHook('onResponse', async () => {
    asked -= 1;
    cutIdle();
  });
  app.addHook('preClose', async () => {
    isStopping = true;
    // Once it no longer listens.
    setImmediate(cutIdle);
  });
}
