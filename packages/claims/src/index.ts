export type { Attributes, Diagnosis, Line, Operation, Sale, Visit, World } from './judged.ts';
