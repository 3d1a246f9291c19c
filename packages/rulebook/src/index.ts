export * from './national/index.ts';
