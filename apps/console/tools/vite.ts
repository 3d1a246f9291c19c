// Builds the console into apps/console/dist, or serves it for development before a platform that runs on 127.0.0.1:8080.
//   npm run build -w apps/console [-- FOLDER]
//   npm run dev -w apps/console
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, createServer } from 'vite';
import type { InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..');
const [, , command, outDir = 'dist'] = process.argv;

/** Libraries change seldom: a browser keeps them when only the screens change. */
const groups = [
  { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component|dayjs)\// },
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
  // Without the regions of the country, which few pages name: they come when they are asked for.
  { name: 'law', test: /packages\/(procedure|clocks|errors|codes\/(?!src\/(regions\.|data\/gbt2260)))/ },
];

const config: InlineConfig = {
  configFile: false,
  root,
  plugins: [react()],
  // Assertions of the pure packages; node:assert is not in a browser.
  resolve: { alias: { 'node:assert/strict': join(root, 'src/assert.ts') } },
  // The server puts the nonce of each answer in its place (apps/server/src/http/console.ts).
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Ant Design alone is 870 kB before gzip.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
};

if (command === 'dev') {
  const server = await createServer(config);
  await server.listen();
  server.printUrls();
} else {
  await build(config);
  await compressAll(resolve(root, outDir));
}

/** Compressed once here instead of for each reader; the server hands out what a browser takes. */
async function compressAll(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  for (const name of files.filter((one) => /\.(js|css|svg)$/.test(one))) {
    const path = join(folder, name);
    const content = await readFile(path);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content, quality));
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}
