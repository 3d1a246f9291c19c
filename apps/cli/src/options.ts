/** Values of options, checked where they are read. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { civilDay, formatCivilDate, parseCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';

/** A parser for a whole number within bounds, named in its error. */
export function wholeNumber(option: string, min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw shouhuError('SH-U005', { option, value, expected: `${min} … ${max}` });
  };
}

/** A parser for a share such as 5% or 0.05. */
export function share(option: string): (value: string) => number {
  return (value) => {
    const number = value.endsWith('%') ? Number(value.slice(0, -1)) / 100 : Number(value);
    if (value !== '' && number >= 0 && number <= 1) return number;
    throw shouhuError('SH-U005', { option, value, expected: '0 … 1, 0% … 100%' });
  };
}

/** A parser for a civil day. */
export function day(option: string): (value: string) => number {
  return (value) => {
    const date = parseCivilDate(value);
    if (date.ok) return date.value;
    throw shouhuError('SH-U005', { option, value, expected: 'yyyy-MM-dd' });
  };
}

export function refuseReversed(from: number | undefined, to: number | undefined): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw shouhuError('SH-U008', { from: formatCivilDate(civilDay(from)), to: formatCivilDate(civilDay(to)) });
}

/** A folder as a location that files are found below. */
export function folderUrl(folder: string): URL {
  return pathToFileURL(`${resolve(folder)}/`);
}
