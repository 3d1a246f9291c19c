import { importStaged } from '../import.ts';
import { stageRows } from './staging.fixture.ts';
import type { SourceRows } from './staging.fixture.ts';

/** A process of its own that imports what its arguments say and tells each phase in a line, so that a test can end it there. */
const [dir = '', lake = '', key_file = '', rows = '[]'] = process.argv.slice(2);
const sources: SourceRows[] = JSON.parse(rows);
await importStaged({ dir, lake, key_file, onProgress: (progress) => console.log(progress.phase) }, stageRows(sources));
console.log('done');
