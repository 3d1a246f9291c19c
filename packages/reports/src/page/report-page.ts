/** OUT/report.html: one file that needs nothing else, not even a network. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { clientScript } from './client-script.ts';
import type { PageData } from './model.ts';

/** Whole ECharts, as its package ships it: 1.1 MB, and no bundler. */
const ECHARTS = createRequire(import.meta.url).resolve('echarts/dist/echarts.min.js');

/** The same bytes for the same data. */
export async function reportPage(data: PageData): Promise<string> {
  const [style, charts, script] = await Promise.all([
    readFile(new URL('../../client/style.css', import.meta.url), 'utf8'),
    readFile(ECHARTS, 'utf8'),
    clientScript(),
  ]);
  return [
    '<!DOCTYPE html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">`,
    '<link rel="icon" href="data:,">',
    '<title>医保基金智能监管稽核报告</title>',
    `<style>\n${style}</style>`,
    '</head>',
    '<body>',
    '<div id="root"></div>',
    '<noscript>本报告需要启用 JavaScript 才能显示；数据就在本文件内，不访问网络。 This report needs JavaScript; its data are in this file, nothing is fetched.</noscript>',
    `<script type="application/json" id="data">${jsonInHtml(data)}</script>`,
    `<script>${scriptInHtml(charts)}</script>`,
    `<script>${scriptInHtml(script)}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** JSON that ends no script element and breaks no line, whatever the texts hold. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function scriptInHtml(script: string): string {
  return script.replaceAll(/<(?=\/script|!--)/gi, String.raw`\x3C`);
}
