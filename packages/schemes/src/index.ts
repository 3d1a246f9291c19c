export { schemes } from './schemes/index.ts';
export { findSchemes } from './find-schemes.ts';
export type { Finds, FindOptions, SchemeNotRun, Settings } from './find-schemes.ts';
export { schemePages } from './pages.ts';
export type { Found } from './found.ts';
export type { Evidence, Link, Page, Parameter, Scheme } from './shape/scheme.ts';
