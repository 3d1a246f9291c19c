import { buildAggregates } from '@shouhu/aggregates';
import { openEngine, openLake, rowsOf, judgedViews } from '@shouhu/lake';
const [, , lakePath, cache, sql] = process.argv;
const lake = await openLake(lakePath);
const engine = await openEngine({ spill: '/tmp/spill' });
const c = await engine.connect();
await judgedViews(c, lake);
await buildAggregates(c, lake, { cache });
console.table(await rowsOf(c, sql));
