/** Fonts of the letters: those that come with the dependencies, the same on every machine, and beside them what the machine has. */
import { access, readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { shouhuError } from '@shouhu/errors';

/** A font package ships WOFF for browsers; within is what a typesetter reads. */
const PACKAGE = '@fontsource/noto-serif-sc';
const SUBSETS = ['chinese-simplified', 'latin', 'latin-ext'] as const;
const WEIGHTS = [400, 700] as const;
/** Where systems keep fonts. */
const SYSTEM = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/Library/Fonts',
  '/System/Library/Fonts',
  join(homedir(), '.local/share/fonts'),
  join(homedir(), '.fonts'),
];
const CHINESE =
  /(?:noto|source).?(?:serif|sans).*(?:cjk|sc|cn)|simsun|simfang|fangsong|simhei|songti|heiti|wqy|arphic|uming|ukai|droidsansfallback/i;
const FONT_FILE = /\.(?:ttf|otf|ttc|otc)$/i;

interface Fonts {
  readonly blobs: readonly Buffer[];
  /** Folders to search for characters that the package does not have. */
  readonly folders: readonly string[];
}

interface FontPlaces {
  /** Folder of fonts that the user named. */
  readonly folder?: string;
  /** Where systems keep fonts. */
  readonly system?: readonly string[];
  /** Package with the fonts that every machine has. */
  readonly packageName?: string;
}

/** @throws ShouhuError when no Chinese font is anywhere */
export async function lettersFonts({ folder, system = SYSTEM, packageName = PACKAGE }: FontPlaces): Promise<Fonts> {
  const own = folder === undefined ? [] : [folder];
  const [blobs, folders] = await Promise.all([packagedFonts(packageName), chineseFolders([...own, ...system])]);
  if (blobs.length === 0 && folders.length === 0) {
    throw shouhuError('SH-D004', { missing: [packageName, ...own, ...system].join('、') });
  }
  return { blobs, folders: [...new Set([...own, ...folders])] };
}

async function packagedFonts(packageName: string): Promise<Buffer[]> {
  const root = packageFolder(packageName);
  if (root === null) return [];
  const files = WEIGHTS.flatMap((weight) =>
    SUBSETS.map((subset) => join(root, 'files', `noto-serif-sc-${subset}-${weight}-normal.woff`)),
  );
  const there = await Promise.all(
    files.map(async (file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return Promise.all(files.filter((_, at) => there[at] === true).map(async (file) => openWoff(await readFile(file))));
}

function packageFolder(packageName: string): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  } catch {
    return null;
  }
}

/** Folders below which a Chinese font lies. */
async function chineseFolders(roots: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const root of roots) {
    const files = await readdir(root, { recursive: true }).catch(() => []);
    if (files.some((file) => FONT_FILE.test(file) && CHINESE.test(file))) found.push(root);
  }
  return found;
}

const inflated = promisify(inflate);
const HEADER = 44;
const ENTRY = 20;

/** The OpenType font within a WOFF file (W3C WOFF File Format 1.0): tables inflated, directory rewritten. */
export async function openWoff(woff: Buffer): Promise<Buffer> {
  const count = woff.readUInt16BE(12);
  const tables = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const entry = HEADER + at * ENTRY;
      const [offset, packed, length] = [
        woff.readUInt32BE(entry + 4),
        woff.readUInt32BE(entry + 8),
        woff.readUInt32BE(entry + 12),
      ];
      const data = woff.subarray(offset, offset + packed);
      return {
        tag: woff.subarray(entry, entry + 4),
        checksum: woff.readUInt32BE(entry + 16),
        data: packed < length ? await inflated(data) : data,
      };
    }),
  );
  const directory = Buffer.alloc(12 + count * 16);
  const power = Math.floor(Math.log2(count));
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(2 ** power * 16, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(count * 16 - 2 ** power * 16, 10);
  const parts: Buffer[] = [directory];
  let place = directory.length;
  for (const [at, { tag, checksum, data }] of tables.entries()) {
    tag.copy(directory, 12 + at * 16);
    directory.writeUInt32BE(checksum, 16 + at * 16);
    directory.writeUInt32BE(place, 20 + at * 16);
    directory.writeUInt32BE(data.length, 24 + at * 16);
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
    parts.push(data, padding);
    place += data.length + padding.length;
  }
  return Buffer.concat(parts);
}
