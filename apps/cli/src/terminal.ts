/** What a person sees: progress on stderr, results on stdout; plain lines where there is no terminal. */
import { fen, formatYuan } from '@shouhu/codes';

const WIDTH = 100;

/** A line that rewrites itself on a terminal; without one, a line whenever the stage changes. */
export class Progress {
  readonly #tty = process.stderr.isTTY;
  #stage = '';
  #shownAt = 0;

  /** Shows a step of a stage; on a terminal at most ten times a second. */
  show(stage: string, step = ''): void {
    if (!this.#tty) {
      if (stage !== this.#stage) process.stderr.write(`${stage}\n`);
      this.#stage = stage;
      return;
    }
    const now = Date.now();
    if (stage === this.#stage && now - this.#shownAt < 100) return;
    this.#stage = stage;
    this.#shownAt = now;
    process.stderr.write(`\r\u001B[2K${`${stage} ${step}`.slice(0, WIDTH)}`);
  }

  done(text: string): void {
    process.stderr.write(this.#tty ? `\r\u001B[2K${text}\n` : `${text}\n`);
    this.#stage = '';
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One JSON object on stdout: the machine's answer. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/** Money as a reader expects it: grouped, two decimals, with the unit. */
export function yuanText(value: number): string {
  const [whole = '', cents = ''] = formatYuan(fen(value)).split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${cents} 元`;
}

export function countText(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** Columns needed on a terminal; Chinese characters take two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += /[\u1100-\u115F\u2E80-\uFF60\uFFE0-\uFFE6]/.test(char) ? 2 : 1;
  return width;
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** A plain table, aligned by display width. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        const gap = ' '.repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(cell)));
        return align === 'right' ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(columns.map(({ title }) => title)), rule, ...rows.map(line)].join('\n');
}
