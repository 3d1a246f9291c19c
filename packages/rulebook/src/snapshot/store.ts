import { linkSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareCodePoints } from '@shouhu/codes';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { z } from 'zod';
import { exemptKinds, parameterNames } from '../knowledge.ts';
import { deepFreeze, ruleSchema } from '../schema.ts';
import type { Snapshot } from './build.ts';
import { canonicalJson, digestOf } from './canonical.ts';

const EXTENSION = '.snapshot.json';
const text = z.string();
const validity = { from: z.int(), to: z.int() };
const numericNames = Object.values(parameterNames)
  .flat()
  .filter((name) => name !== 'verdict');

const parameterSchema = z.strictObject({
  rule_code: text,
  point_id: text.nullable(),
  setting: z.union([
    z.strictObject({ name: z.literal('verdict'), value: z.enum(['violation', 'suspicion']) }),
    z.strictObject({ name: z.enum(numericNames), value: z.int() }),
  ]),
  fixmedins_code: text.nullable(),
  hosp_lv: z.int().nullable(),
  basis: text,
  ...validity,
});

const settingSchema = z.strictObject({ code: text, name: text, value: z.int(), basis: text });

const exemptionSchema = z.strictObject({
  exemption_id: text,
  rule_code: text.nullable(),
  subject_kind: z.enum(exemptKinds),
  subject: z.strictObject({ codes: z.array(text), prefixes: z.array(text) }),
  reason: text,
  basis: text,
  ...validity,
});

/** A snapshot file: its content, beside the digest that names it. */
const fileSchema = z.strictObject({
  format: z.literal(1),
  digest: text,
  as_of: text.nullable(),
  parts: z.array(z.strictObject({ name: text, version: text, rules: z.int(), points: z.int(), digest: text })),
  parameters: z.array(parameterSchema),
  settings: z.array(settingSchema),
  exemptions: z.array(exemptionSchema),
  schemes: z.array(text).nullable(),
  rules: z.array(ruleSchema),
});

/** Path of a snapshot in a folder of snapshots. */
export function snapshotPath(folder: string, digest: string): string {
  return join(folder, `${digest}${EXTENSION}`);
}

/** A snapshot as the text that is kept of it; {@link snapshotOf} reads it. */
export function snapshotText({ ruleset, ...head }: Snapshot): string {
  return `${canonicalJson({ ...head, rules: ruleset.rules })}\n`;
}

/**
 * @param content its JSON, parsed
 * @returns undefined for what is no snapshot, or not what its digest says
 */
export function snapshotOf(content: unknown): Snapshot | undefined {
  const file = fileSchema.safeParse(content);
  if (!file.success) return undefined;
  const { digest, rules, ...rest } = file.data;
  if (digestOf({ ...rest, rules }) !== digest) return undefined;
  return deepFreeze({ ...rest, digest, ruleset: { snapshot: digest, rules } });
}

/**
 * Keeps a snapshot as a file named by its digest. A file that is there already is the same snapshot and stays; it is
 * complete from the moment it has its name.
 * @returns its path
 * @throws ShouhuError when the folder cannot be written, or holds something else under that name
 */
export function writeSnapshot(folder: string, snapshot: Snapshot): string {
  const path = snapshotPath(folder, snapshot.digest);
  const unfinished = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, snapshotText(snapshot), { mode: 0o600 });
    try {
      linkSync(unfinished, path);
    } finally {
      rmSync(unfinished);
    }
  } catch (error) {
    if (!isTaken(error)) throw fromSystemError(error, path, 'write') ?? error;
    readSnapshot(path);
  }
  return path;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/**
 * Reads a snapshot file and proves that it is what its digest says.
 * @throws ShouhuError SH-K018 when its content has changed, or it is no snapshot
 */
export function readSnapshot(path: string): Snapshot {
  const snapshot = snapshotOf(readJson(path));
  if (snapshot === undefined) throw shouhuError('SH-K018', { path });
  return snapshot;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

/** The digests of the snapshots in a folder, in order. */
export function listSnapshots(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(EXTENSION));
  return names.map((name) => name.slice(0, -EXTENSION.length)).toSorted(compareCodePoints);
}
