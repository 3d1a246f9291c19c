/** Pictures that lie in the browser of a phone, as tests look at and change them. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Within the page: opens the store, and waits for a request to it. */
const STORE = `
  const answered = (request) => new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
  const db = await answered(indexedDB.open('shouhu-photos'));
  const pictures = db.transaction('photos', 'readwrite').objectStore('photos');
  const keys = (await answered(pictures.getAllKeys())).filter((key) => String(key).includes(' '));`;

/** How many pictures lie on the device. */
export async function picturesOn(page: Page): Promise<unknown> {
  return page.evaluate(`(async () => { ${STORE} db.close(); return keys.length; })()`);
}

/** Changes the last byte of the picture whose bytes hold the name, or back again. */
export async function alterPicture(page: Page, name: string): Promise<void> {
  await page.evaluate(`(async () => { ${STORE}
    for (const key of keys) {
      const bytes = await answered(pictures.get(key));
      const view = new Uint8Array(bytes);
      if (!new TextDecoder('latin1').decode(view).includes(${JSON.stringify(name)})) continue;
      view[view.length - 1] ^= 1;
      await answered(pictures.put(bytes, key));
    }
    db.close(); })()`);
}

/** A picture of one pixel, another one for each name. */
export function pictureOf(name: string) {
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return { name, mimeType: 'image/png', buffer: Buffer.concat([Buffer.from(pixel, 'base64'), Buffer.from(name)]) };
}

/** Waits for what no locator tells; the policy of the page lets nothing be evaluated there again and again. */
export async function until(page: Page, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    assert.ok(tries < 300, 'it never came');
    await page.waitForTimeout(100);
  }
}
