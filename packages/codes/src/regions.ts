import { gbt2260 } from './data/gbt2260.ts';

/** A region of the administrative division: province, city or county. */
export interface Region {
  /** Six digits. */
  readonly code: string;
  readonly name: string;
  readonly level: 'province' | 'city' | 'county';
  /** Names from the province down, without the generic ones (市辖区, 县) that only group: 上海市黄浦区. */
  readonly full_name: string;
}

/** Names of GB/T 2260 that stand for a group of counties and name no place. */
const GROUPING_NAMES = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

let index: ReadonlyMap<string, Region> | undefined;

/** Every region by code, built from the compact table at first use. */
export function allRegions(): ReadonlyMap<string, Region> {
  index ??= readTable(gbt2260);
  return index;
}

/** The region of a six-digit code (`admdvs`), or undefined when GB/T 2260 has none. */
export function regionOf(code: string): Region | undefined {
  return allRegions().get(code);
}

/**
 * What a 医保区划 is called, from the province down: a region of GB/T 2260, or a province's or city's own level, which insurance writes
 * with 99 (`339900` 省本级, `330199` 市本级; from practice, no published list was found). Undefined for a code that is none.
 */
export function admdvsName(code: string): string | undefined {
  const regions = allRegions();
  const region = regions.get(code);
  if (region !== undefined) return GROUPING_NAMES.has(region.name) ? region.full_name + region.name : region.full_name;
  if (!/^\d{6}$/.test(code)) return undefined;
  const above = code.endsWith('9900') ? `${code.slice(0, 2)}0000` : code.replace(/99$/, '00');
  const name = above === code ? undefined : regions.get(above)?.full_name;
  return name === undefined ? undefined : `${name}本级`;
}

/** Whether a code can be a 医保区划. */
export function isAdmdvs(code: string): boolean {
  return admdvsName(code) !== undefined;
}

function readTable(table: string): Map<string, Region> {
  const lines = table.trim().split('\n').map(readLine);
  const provinces = new Map(lines.filter((line) => line.digits.length === 2).map((line) => [line.digits, line.name]));
  const regions = new Map<string, Region>();
  for (const [digits, name] of provinces) add(regions, `${digits}0000`, name, 'province', '');
  for (const { digits, name, counties } of lines) {
    if (digits.length !== 4) continue;
    const province = provinces.get(digits.slice(0, 2)) ?? '';
    add(regions, `${digits}00`, name, 'city', province);
    const above = GROUPING_NAMES.has(name) ? province : province + name;
    for (const county of counties) add(regions, digits + county.slice(0, 2), county.slice(2), 'county', above);
  }
  return regions;
}

interface TableLine {
  readonly digits: string;
  readonly name: string;
  readonly counties: readonly string[];
}

function readLine(line: string): TableLine {
  const [head = '', ...counties] = line.split('|');
  const digits = /^\d+/.exec(head)?.[0] ?? '';
  return { digits, name: head.slice(digits.length), counties };
}

function add(regions: Map<string, Region>, code: string, name: string, level: Region['level'], above: string): void {
  regions.set(code, { code, name, level, full_name: GROUPING_NAMES.has(name) ? above : above + name });
}
