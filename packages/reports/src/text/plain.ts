/** Values as texts. */
import { civilDay, formatCivilDate, parseCivilDate } from '@shouhu/codes';

const MOST_VALUES = 12;

/** A value of evidence; long lists are cut. */
export function valueText(value: unknown, language: 'zh' | 'en' = 'zh'): string {
  if (Array.isArray(value)) {
    const shown = value
      .slice(0, MOST_VALUES)
      .map(String)
      .join(language === 'zh' ? '、' : ', ');
    if (value.length <= MOST_VALUES) return shown;
    return language === 'zh' ? `${shown} 等 ${value.length} 项` : `${shown} and others, ${value.length} in all`;
  }
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A list cut to what a reader takes in. */
export function listText(values: readonly string[], most = MOST_VALUES): string {
  return values.length > most ? `${values.slice(0, most).join('、')} 等 ${values.length} 个` : values.join('、');
}

/** The civil day of a date; null for none. */
export function dayOf(text: string): number | null {
  const date = parseCivilDate(text);
  return date.ok ? date.value : null;
}

export const dateText = (day: number): string => formatCivilDate(civilDay(day));
