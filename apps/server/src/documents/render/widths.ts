/** Columns as wide as what stands in them, within bounds: parts of a whole. A Chinese character is as wide as two others. */
export function widthsOf({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }): number[] {
  return head.map((name, at) => {
    const longest = Math.max(...rows.map((row) => widthOf(row[at] ?? '')), 0);
    return Math.max(widthOf(name) + 3, Math.min(34, longest + 2));
  });
}

const widthOf = (text: string): number => text.replaceAll(/[^\u0020-\u007e]/g, '..').length;
