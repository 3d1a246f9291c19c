/** Keeps the page itself for where there is no network. Browsers allow it over https and on the own machine only. */

const CACHE = 'shouhu-page';

/** @returns whether the page opens without a network: as it is now, or as it was kept before */
export async function keepPage(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !isSecureContext) return false;
  if (navigator.onLine) await keep();
  return (await caches.match('/', { ignoreVary: true })) !== undefined;
}

async function keep(): Promise<void> {
  await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
  const cache = await caches.open(CACHE);
  const wanted = new Set(files());
  for (const { url } of await cache.keys()) {
    if (new URL(url).pathname.startsWith('/assets/') && !wanted.has(url)) await cache.delete(url);
  }
  for (const url of wanted) if ((await cache.match(url)) === undefined) await cache.add(url);
  await cache.add(new Request('/', { headers: { accept: 'text/html' } }));
}

/** Scripts and styles of this page: those of the document, those it loaded since, and this one. */
function files(): string[] {
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(({ src }) => src);
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"], link[rel="stylesheet"]');
  const hrefs = [...links].map(({ href }) => href);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  return [...scripts, ...hrefs, ...loaded, import.meta.url].filter((url) =>
    url.startsWith(`${location.origin}/assets/`),
  );
}
