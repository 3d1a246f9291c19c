import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A page kept by hand, with what stands between `<!-- generated: NAME -->` and `<!-- end of generated -->` replaced. */
export function withBlock(path: string, name: string, text: string): string {
  const page = readFileSync(join(root, path), 'utf8');
  const begin = `<!-- generated: ${name} -->\n`;
  const from = page.indexOf(begin);
  const to = page.indexOf('<!-- end of generated -->', from);
  assert(from >= 0 && to >= 0, `${path} has no block ${name}`);
  return `${page.slice(0, from + begin.length)}\n${text}\n\n${page.slice(to)}`;
}
