/** Documents as PDF/A, the same bytes for the same content wherever the fonts of the package are. */
import { typeset } from '@shouhu/reports';
import type { Typeset } from '@shouhu/reports';
import { dayText } from './content.ts';
import type { Content } from './content.ts';
import { widthsOf } from './widths.ts';

const TEMPLATE = new URL('official.typ', import.meta.url);

/** @throws ShouhuError SH-D004 without a Chinese font, SH-X004 when it cannot be typeset, SH-X005 when it takes too long */
export async function pdfOf(content: Content): Promise<Typeset> {
  return typeset({
    name: content.title,
    template: TEMPLATE,
    data: dataOf(content),
    creationTimestamp: Math.floor(Date.parse(`${content.day}T00:00:00Z`) / 1000),
  });
}

function dataOf({ blocks, number, to, day, ...content }: Content) {
  return {
    ...content,
    number: number ?? '',
    to: to ?? '',
    day: dayText(day),
    date: day.split('-').map(Number),
    blocks: blocks.map((block) => (block.is === 'table' ? { ...block, widths: widthsOf(block) } : block)),
  };
}
