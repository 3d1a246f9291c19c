const SHOWN = 40;

/**
 * A refused value as it may be shown: digits of amounts and dates stay readable, letters and characters of names do
 * not, nor the middle of anything as long as a telephone or identity number. A shifted column may hold anything.
 */
export function maskValue(text: string, personal: boolean): string {
  if (personal) return '***';
  const masked = text.replace(/[\d.+-]{11,}/g, shortened).replace(/[^\d\s.,:;+/*-]/gu, '*');
  return masked.length > SHOWN ? `${masked.slice(0, SHOWN)}…` : masked;
}

function shortened(run: string): string {
  return `${run.slice(0, 2)}***${run.slice(-2)}`;
}
