/** Instants as they stood on the clocks of China, wherever the browser is. */

/** `2026-03-02`: the day of an instant there. */
export const dayOfInstant = (iso: string): string => onClocks(iso, DAY);

/** `2026-03-02 10:00`. */
export const textOfInstant = (iso: string): string => onClocks(iso, MINUTES);

/** With its seconds: `2026-03-02 10:00:07`. */
export const textOfSecond = (iso: string): string => onClocks(iso, SECONDS);

/** Characters of an instant to its day, to its minutes, and to its seconds. */
const [DAY, MINUTES, SECONDS] = [10, 16, 19];

function onClocks(iso: string, characters: number): string {
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime())
    ? iso
    : new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, characters).replace('T', ' ');
}
