/** Instants as messages write them: clocks of China, UTC+8, without summer time. */
const OFFSET_MS = 8 * 3_600_000;
const INSTANT = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** `yyyy-MM-dd HH:mm:ss`. */
export function instantText(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** `yyyyMMddHHmmss`, and with `SSS` where milliseconds are asked for. */
export function compactTime(at: Date, milliseconds = false): string {
  const digits = new Date(at.getTime() + OFFSET_MS).toISOString().replaceAll(/\D/g, '');
  return digits.slice(0, milliseconds ? 17 : 14);
}

/** The instant of `yyyy-MM-dd HH:mm:ss`; undefined for what no calendar or clock shows. */
export function parseInstant(text: string): Date | undefined {
  if (!INSTANT.test(text)) return undefined;
  const at = new Date(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at.getTime()) || instantText(at) !== text ? undefined : at;
}
