const LENGTH_BYTES = 4;

/**
 * Fields as bytes that can be read in one way only: each as the length of its UTF-8 in 4 bytes, high byte first, then that
 * UTF-8. Two lists of the same number of fields have the same bytes only when every field is the same. A lone surrogate
 * counts as U+FFFD, as which any UTF-8 store keeps it.
 * @param fields the first one names what the bytes are for, so that bytes made for one use serve no other
 */
export function encode(fields: readonly string[]): Buffer {
  const sizes = fields.map((field) => Buffer.byteLength(field));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + LENGTH_BYTES + size, 0));
  let at = 0;
  for (const [place, field] of fields.entries()) {
    at = bytes.writeUInt32BE(sizes[place] ?? 0, at);
    at += bytes.write(field, at);
  }
  return bytes;
}
