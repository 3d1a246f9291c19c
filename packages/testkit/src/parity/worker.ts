/** A process of the gate: judges the batches it is told of, with a DuckDB of its own, until its parent lets go. */
import { judgeBatch, type Batch } from './batch.ts';
import { SqlJudge } from './sql-judge.ts';

const sql = await SqlJudge.open();
process.on('message', (batch: Batch) => {
  void judgeBatch(batch, sql).then((result) => process.send?.(result));
});
process.once('disconnect', () => sql.close());
process.send?.('ready');
