/** One producer: the path from the repository's root and the text it should hold. Add a line per generated file or family. */
type Producer = () => Iterable<readonly [path: string, text: string]>;

const producers: readonly Producer[] = [];

/** Every generated file of the repository, path → text, sorted by path. */
export async function generated(): Promise<Map<string, string>> {
  const files = producers.flatMap((produce) => [...produce()]);
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
