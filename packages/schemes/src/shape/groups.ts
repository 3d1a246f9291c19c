/** People who meet too often, as groups: connected components, the large ones split into communities. */
import { createRequire } from 'node:module';
import { compareCodePoints } from '@shouhu/codes';
import { UndirectedGraph } from 'graphology';
import type communities from 'graphology-communities-louvain';
import { connectedComponents } from 'graphology-components';
import type { Link } from './scheme.ts';

/** The package is CommonJS and its types name a default export that is not there when it is imported. */
const louvain: (typeof communities)['default'] = createRequire(import.meta.url)('graphology-communities-louvain');

export interface Group {
  /** Sorted by code point. */
  readonly members: readonly string[];
  readonly links: readonly Link[];
  /** Links ÷ possible links. */
  readonly density: number;
}

/** From this size on a component is searched for communities: rings that share a member stay apart. */
const SPLIT_FROM = 40;

/** A source of numbers for the search of communities: the same for every run (docs/semantics.md 16). */
function seeded(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Groups of at least `least` members, in the order of their first member. Work grows with the number of links.
 * @param links each pair once, in any order
 * @param core how many members each must be linked with: 2 leaves out chains of chance meetings
 */
export function groupsOf(links: readonly Link[], least: number, core = 1): Group[] {
  const graph = new UndirectedGraph();
  for (const { a, b, weight } of links.toSorted(byEnds)) {
    graph.mergeNode(a);
    graph.mergeNode(b);
    graph.mergeEdge(a, b, { weight });
  }
  dropOutside(graph, core);
  return connectedComponents(graph)
    .filter((members) => members.length >= least)
    .flatMap((members) => (members.length < SPLIT_FROM ? [members] : communitiesOf(graph, members)))
    .filter((members) => members.length >= least)
    .map((members) => groupOf(graph, members.toSorted(compareCodePoints)))
    .toSorted((x, y) => compareCodePoints(x.members[0] ?? '', y.members[0] ?? ''));
}

/** Drops, until none is left, the nodes with fewer links than the core asks for. */
function dropOutside(graph: UndirectedGraph, core: number): void {
  const loose = graph.filterNodes((node) => graph.degree(node) < core);
  while (loose.length > 0) {
    const node = loose.pop();
    if (node === undefined || !graph.hasNode(node)) continue;
    const others = graph.neighbors(node);
    graph.dropNode(node);
    loose.push(...others.filter((other) => graph.degree(other) < core));
  }
}

function byEnds(x: Link, y: Link): number {
  return compareCodePoints(x.a, y.a) || compareCodePoints(x.b, y.b);
}

function communitiesOf(graph: UndirectedGraph, members: readonly string[]): string[][] {
  const part = new UndirectedGraph();
  for (const member of members.toSorted(compareCodePoints)) part.addNode(member);
  for (const { a, b, weight } of linksWithin(graph, new Set(members))) part.addEdge(a, b, { weight });
  const assigned = louvain(part, { rng: seeded(), randomWalk: false, getEdgeWeight: 'weight' });
  const byCommunity = Map.groupBy(Object.keys(assigned).toSorted(compareCodePoints), (node) => assigned[node] ?? 0);
  return [...byCommunity.values()];
}

function groupOf(graph: UndirectedGraph, members: readonly string[]): Group {
  const links = linksWithin(graph, new Set(members));
  const possible = (members.length * (members.length - 1)) / 2;
  return { members, links, density: possible === 0 ? 0 : links.length / possible };
}

function linksWithin(graph: UndirectedGraph, members: ReadonlySet<string>): Link[] {
  const links: Link[] = [];
  for (const member of members) {
    graph.forEachEdge(member, (_edge, attributes, source, target) => {
      const other = source === member ? target : source;
      if (member < other && members.has(other))
        links.push({ a: member, b: other, weight: Number(attributes['weight']) });
    });
  }
  return links.toSorted(byEnds);
}
