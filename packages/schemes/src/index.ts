export { schemes } from './schemes/index.ts';
export { findSchemes, isGiven } from './find-schemes.ts';
export type { Finds, FindOptions, SchemeNotRun, Settings } from './find-schemes.ts';
export { schemePages } from './pages.ts';
export type { Found } from './found.ts';
export { scheme } from './shape/scheme.ts';
export type { Evidence, Hit, Link, Look, Page, Parameter, Scheme } from './shape/scheme.ts';
