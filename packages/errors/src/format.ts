import type { Language } from './entry.ts';
import { asShouhuError } from './shouhu-error.ts';
import type { Place } from './shouhu-error.ts';

const LABELS = {
  zh: { place: '位置', fix: '处理', table: '表', line: '行', field: '字段', colon: '：', comma: '，' },
  en: { place: 'at', fix: 'remedy', table: 'table', line: 'line', field: 'field', colon: ': ', comma: ', ' },
} as const;

/** What a terminal shows of anything caught: code and reason, place, remedy; never a stack. */
export function formatError(caught: unknown, language: Language): string {
  const error = asShouhuError(caught);
  const label = LABELS[language];
  const where = formatPlace(error.place, language);
  const lines = [
    `${error.code} ${error[language]}`,
    ...(where === '' ? [] : [`  ${label.place}${label.colon}${where}`]),
    `  ${label.fix}${label.colon}${error[`fix_${language}`]}`,
  ];
  return lines.join('\n');
}

/** A place in words: `fee_list_d.csv，行 12，字段 cnt`; empty when nothing is known. */
export function formatPlace({ file, table, line, field }: Place, language: Language): string {
  const label = LABELS[language];
  const parts = [
    file,
    table === undefined ? undefined : `${label.table} ${table}`,
    line === undefined ? undefined : `${label.line} ${line}`,
    field === undefined ? undefined : `${label.field} ${field}`,
  ];
  return parts.filter((part) => part !== undefined).join(label.comma);
}
