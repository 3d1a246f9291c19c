/**
 * Writes src/data/gbt2260.ts from a folder with provinces.csv, cities.csv and areas.csv (GB/T 2260, province to county).
 * Usage: node packages/codes/tools/import-gbt2260.ts FOLDER
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: node packages/codes/tools/import-gbt2260.ts FOLDER\n');
  process.exit(2);
}

/** GB/T 2260 lists these three at province level only; the folder's tables leave them out. */
const WITHOUT_COUNTIES = ['71台湾省', '81香港特别行政区', '82澳门特别行政区'];

function readRows(name: string): { code: string; name: string }[] {
  const lines = readFileSync(join(folder ?? '', name), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
  return lines.map((line) => {
    const [, code = '', title = ''] = /^(\d+),"([^"|]+)"/.exec(line) ?? [];
    if (code === '') throw new Error(`${name}: not a row: ${line}`);
    return { code, name: title };
  });
}

/** A city without counties stands in areas.csv once more under its own code. */
const areas = readRows('areas.csv').filter((area) => !area.code.endsWith('00'));
const cities = readRows('cities.csv').map((city) => {
  const counties = areas.filter((area) => area.code.startsWith(city.code));
  return [city.code + city.name, ...counties.map((area) => area.code.slice(4) + area.name)].join('|');
});
const provinces = readRows('provinces.csv').map((province) => province.code + province.name);
const lines = [...provinces, ...WITHOUT_COUNTIES, ...cities].toSorted((a, b) => (a < b ? -1 : 1));

writeFileSync(
  new URL('../src/data/gbt2260.ts', import.meta.url),
  `/**
 * Regions of GB/T 2260: a line per province (two digits and name) and per city (four digits and name, then its counties
 * with their last two digits). Written by tools/import-gbt2260.ts; source and licence in NOTICE.
 */
export const gbt2260 = \`
${lines.join('\n')}
\`;
`,
);
process.stdout.write(
  `${provinces.length + WITHOUT_COUNTIES.length} provinces, ${cities.length} cities, ${areas.length} counties\n`,
);
