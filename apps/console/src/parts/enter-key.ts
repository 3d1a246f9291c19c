import type { KeyboardEvent } from 'react';

/** On a form: what the law makes of it is done by its button, never by the enter key of a field. */
export function keepFromSending(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
