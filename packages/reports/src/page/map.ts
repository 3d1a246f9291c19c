/** The map of a group: who met whom, laid out the same way every time. */
import { createRequire } from 'node:module';
import { compareCodePoints } from '@shouhu/codes';
import type { Lead } from '@shouhu/audit';
import type { Link } from '@shouhu/schemes';
import { UndirectedGraph } from 'graphology';
import type layout from 'graphology-layout-forceatlas2';
import type { Persons } from '../mask/persons.ts';
import type { PageMap, PageNetwork } from './model.ts';

/** The package is CommonJS and its types name a default export that is not there when it is imported. */
const forceAtlas2: (typeof layout)['default'] = createRequire(import.meta.url)('graphology-layout-forceatlas2');

/** More cannot be told apart in a picture. */
const MOST_NODES = 120;
const MOST_LINKS = 600;
const ROUNDS = 300;

interface Names {
  readonly persons: Persons;
  readonly institutions: ReadonlyMap<string, string>;
  /** Codes of institutions, named or not. */
  readonly codes: ReadonlySet<string>;
}

/** @returns null where nothing of the lead is linked */
export function mapOf(lead: Lead, names: Names): PageMap | null {
  const links = lead.schemes.flatMap((scheme) => scheme.links);
  return links.length === 0 ? null : drawn(links, names);
}

/** Leads of one title that link but two each (who sold a box that another had sold) are read together. */
export function networksOf(leads: readonly Lead[], names: Names): PageNetwork[] {
  const pairs = leads.filter(
    (lead) => new Set(lead.schemes.flatMap(({ links }) => links).flatMap(({ a, b }) => [a, b])).size === 2,
  );
  return [...Map.groupBy(pairs, ({ title }) => title)]
    .filter(([, group]) => group.length > 1)
    .map(([title, group]) => ({
      title,
      leads: group.length,
      map: drawn(
        group.flatMap((lead) => lead.schemes.flatMap(({ links }) => links)),
        names,
      ),
    }));
}

function drawn(all: readonly Link[], names: Names): PageMap {
  const links = joined(all);
  const ends = new Set(links.flatMap(({ a, b }) => [a, b]));
  const kept = strongest(links);
  const nodes = [...kept].toSorted(compareCodePoints);
  const places = new Map(nodes.map((node, at) => [node, at]));
  const shown = links
    .map(({ a, b, weight }) => [places.get(a) ?? -1, places.get(b) ?? -1, weight] as const)
    .filter(([a, b]) => a >= 0 && b >= 0)
    .slice(0, MOST_LINKS);
  const spots = layOut(nodes.length, shown);
  return {
    nodes: nodes.map((node, at) => ({
      ...labelOf(node, names),
      ...(spots[at] ?? { x: 0.5, y: 0.5 }),
      weight: shown.reduce((sum, [a, b, weight]) => sum + (a === at || b === at ? weight : 0), 0),
    })),
    links: shown,
    hidden: ends.size - kept.size,
  };
}

/** One link for each two, the strongest first; schemes that saw the same two count the greater. */
function joined(all: readonly Link[]): Link[] {
  const links = new Map<string, Link>();
  for (const { a: one, b: other, weight } of all) {
    const [a = one, b = other] = [one, other].toSorted(compareCodePoints);
    const key = JSON.stringify([a, b]);
    links.set(key, { a, b, weight: Math.max(links.get(key)?.weight ?? 0, weight) });
  }
  return [...links.values()].toSorted(
    (x, y) => y.weight - x.weight || compareCodePoints(x.a, y.a) || compareCodePoints(x.b, y.b),
  );
}

/** Ends of the strongest links, as many as a picture bears. */
function strongest(links: readonly Link[]): Set<string> {
  const kept = new Set<string>();
  for (const { a, b } of links) {
    const added = [a, b].filter((end) => !kept.has(end));
    if (kept.size + added.length > MOST_NODES) break;
    for (const end of added) kept.add(end);
  }
  return kept;
}

function labelOf(
  node: string,
  { persons, institutions, codes }: Names,
): Pick<PageMap['nodes'][number], 'name' | 'kind'> {
  if (persons.has(node)) return { name: persons.name(node), kind: 'person' };
  if (codes.has(node)) return { name: institutions.get(node) ?? node, kind: 'institution' };
  return { name: persons.text(node), kind: 'other' };
}

/** Starts on a circle and lets forces work a fixed number of rounds: no chance in it. */
function layOut(size: number, links: PageMap['links']): { x: number; y: number }[] {
  const graph = new UndirectedGraph();
  for (let at = 0; at < size; at += 1) {
    const angle = (2 * Math.PI * at) / size;
    graph.addNode(at, { x: Math.cos(angle), y: Math.sin(angle) });
  }
  for (const [a, b, weight] of links) if (a !== b) graph.mergeEdge(a, b, { weight });
  const spots = forceAtlas2(graph, {
    iterations: ROUNDS,
    settings: { gravity: 0.1, strongGravityMode: true, scalingRatio: 4, edgeWeightInfluence: 0 },
  });
  const points = Array.from({ length: size }, (_, at) => spots[String(at)] ?? { x: 0, y: 0 });
  const scale = (of: 'x' | 'y') => {
    const values = points.map((point) => point[of]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return (value: number): number =>
      most - least < 1e-9 ? 0.5 : Math.round(((value - least) / (most - least)) * 1000) / 1000;
  };
  const [x, y] = [scale('x'), scale('y')];
  return points.map((point) => ({ x: x(point.x), y: y(point.y) }));
}
