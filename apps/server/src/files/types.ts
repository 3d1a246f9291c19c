/** What a file is, by its content: a name proves nothing. */

/** Types that may be kept, with the media type they are served as and the endings that fit. */
export const FILE_TYPES = {
  pdf: { media: 'application/pdf', endings: ['pdf'] },
  png: { media: 'image/png', endings: ['png'] },
  jpeg: { media: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  heic: { media: 'image/heic', endings: ['heic', 'heif'] },
  mp4: { media: 'video/mp4', endings: ['mp4', 'm4v', 'm4a', 'mov'] },
  mp3: { media: 'audio/mpeg', endings: ['mp3'] },
  wav: { media: 'audio/wav', endings: ['wav'] },
  docx: { media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  xlsx: { media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  csv: { media: 'text/csv', endings: ['csv'] },
  txt: { media: 'text/plain', endings: ['txt'] },
  zip: { media: 'application/zip', endings: ['zip'] },
} as const;

export type FileType = keyof typeof FILE_TYPES;

/** What is taken as evidence; an archive only where a caller says so. */
export const EVIDENCE_TYPES: readonly FileType[] = [
  'pdf',
  'png',
  'jpeg',
  'heic',
  'mp4',
  'mp3',
  'wav',
  'docx',
  'xlsx',
  'csv',
  'txt',
];

/** Looks at bytes as they pass. An archive is told by what is in it: `zip` here may be an office file. */
export interface TypeWatcher {
  see(piece: Uint8Array): void;
  /** Null: none of the types. */
  type(name: string): FileType | null;
}

const HEAD_BYTES = 16;
const MP4_BRANDS = /^(isom|iso\d|mp4\d|avc1|dash|M4[AV] |qt {2})/;
const HEIC_BRANDS = /^(hei[cx]|hev[cx]|mif1|msf1)/;

export function typeWatcher(): TypeWatcher {
  let head = Buffer.alloc(0);
  const encodings = new Set(['utf-8', 'gb18030'].map((label) => new TextDecoder(label, { fatal: true })));
  const isDecodable = (decoder: TextDecoder, piece?: Uint8Array): boolean => {
    try {
      decoder.decode(piece ?? new Uint8Array(), { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  return {
    see(piece) {
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece]).subarray(0, HEAD_BYTES);
      if (encodings.size > 0 && piece.some(isControl)) encodings.clear();
      for (const decoder of encodings) if (!isDecodable(decoder, piece)) encodings.delete(decoder);
    },
    type(name) {
      const binary = binaryType(head);
      if (binary !== null) return binary;
      if (![...encodings].some((decoder) => isDecodable(decoder))) return null;
      return endingOf(name) === 'csv' ? 'csv' : 'txt';
    },
  };
}

/** The ending of a name, in small letters. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Tabs and ends of lines are in texts, other control characters are not; bytes of Chinese are none in either encoding. */
function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
}

function binaryType(head: Buffer): FileType | null {
  const text = head.toString('latin1');
  const brand = text.slice(8);
  if (text.startsWith('%PDF-')) return 'pdf';
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (text.startsWith('PK\u0003\u0004')) return 'zip';
  if (text.startsWith('RIFF') && brand.startsWith('WAVE')) return 'wav';
  if (text.startsWith('ID3') || /^\u00ff[\u00e2\u00e3\u00f2\u00f3\u00fa\u00fb]/.test(text)) return 'mp3';
  if (text.slice(4, 8) !== 'ftyp') return null;
  if (HEIC_BRANDS.test(brand)) return 'heic';
  return MP4_BRANDS.test(brand) ? 'mp4' : null;
}
