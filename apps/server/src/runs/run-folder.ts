import { join } from 'node:path';

/** Folders of runs, each named by its task. */
export const RUNS = 'runs';
/** What the worker found, beside the results. */
export const FIGURES = 'task.json';
/** Documents of a run that people take away. */
export const DOCUMENTS = {
  report: { name: 'report.html', type: 'text/html; charset=utf-8' },
  paper: {
    name: 'working-paper.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
} as const;

/** Folder of a finished run. */
export function runFolder(folder: string, task_id: string): string {
  return join(folder, RUNS, task_id);
}
