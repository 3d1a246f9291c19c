import type { DocumentName } from '@shouhu/procedure';
import { decision } from './decision.ts';
import { investigation } from './investigation.ts';
import { performance } from './performance.ts';
import type { Writing } from './written.ts';

/** How each kind is written; a kind without a writing does not compile. */
export const WRITINGS: Readonly<Record<DocumentName, Writing>> = { ...investigation, ...decision, ...performance };

/** Changes with the wording: documents made before stay as they are. */
export const TEMPLATE = '1';
