// Names in package-lock.json the binaries of platforms that the registry in use does not carry. Run it after adding a
// package with prebuilt binaries: npm writes no entry for a binary it cannot fetch, and `npm ci` then refuses the file.
//   node tools/complete-lockfile.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of a lockfile entry that is read or written here; other keys pass through untouched. */
type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

const systems = /(?:^|[-/])(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)(?:-|$)/;
const processors = /-(x64|arm64|arm|ia32|ppc64|s390x|riscv64|loong64|wasm32|mips64el)(?:-|$)/;

/** What a binary's name says about where it runs. */
function platformOf(name: string): Entry {
  const os = systems.exec(name)?.[1];
  const cpu = processors.exec(name)?.[1];
  const libc = name.endsWith('-musl') ? 'musl' : name.endsWith('-gnu') ? 'glibc' : undefined;
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(libc && { libc: [libc] }) };
}

const path = join(import.meta.dirname, '..', 'package-lock.json');
const lockfile: { packages: Record<string, Entry> } = JSON.parse(readFileSync(path, 'utf8'));
const added = Object.entries(lockfile.packages).flatMap(([parent, { dev, optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name, version]) => /^\d/.test(version) && !lockfile.packages[`node_modules/${name}`] && parent !== '')
    .map(([name, version]): [string, Entry] => [
      `node_modules/${name}`,
      { version, ...(dev && { dev }), optional: true, ...platformOf(name) },
    ]),
);
const packages = Object.entries(lockfile.packages).concat(added);
lockfile.packages = Object.fromEntries(packages.toSorted(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
console.error(`${added.length} entries added`);
