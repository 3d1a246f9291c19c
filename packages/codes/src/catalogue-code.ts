/** What a national code names, told by its shape alone. */
export type CodeKind =
  | 'western-drug'
  | 'patent-drug'
  | 'herbal-slice'
  | 'herbal-granule'
  | 'consumable'
  | 'service'
  | 'diagnosis'
  | 'operation';

/**
 * Shapes of the national catalogue codes. Sources: the coding standards as transcribed in public HIS code; the shapes
 * of drugs, services, diagnoses and operations hold for every code of the two libraries and of the CHS-DRG 1.1 text.
 * Granules and slices both begin with T and differ in length.
 */
const SHAPES: readonly (readonly [CodeKind, RegExp])[] = [
  ['western-drug', /^X[A-Z]\d{2}[A-Z]{2}[0-9A-Z]{17}$/],
  ['patent-drug', /^Z[A-Z]\d{2}[0-9A-Z]{16}$/],
  ['herbal-slice', /^T\d{9}$/],
  ['herbal-granule', /^T[0-9A-Z]{19}$/],
  ['consumable', /^C\d{19}(\d{7})?$/],
  ['service', /^\d{15}$/],
  ['diagnosis', /^[A-Z]\d{2}(\.(\d{1,3}|x\d{2})(x\d{3})?)?([+*].*)?$/],
  ['operation', /^\d{2}\.(\d{1,4}|\dx\d{2})(x\d{3})?$/],
];

/** The kind of thing that a code names, or undefined for a shape that no national standard has. */
export function classifyCode(code: string): CodeKind | undefined {
  return SHAPES.find(([, shape]) => shape.test(code))?.[0];
}

/** Whether a kind is a drug: western, patent, slice or granule. */
export function isDrug(kind: CodeKind | undefined): boolean {
  return kind === 'western-drug' || kind === 'patent-drug' || kind === 'herbal-slice' || kind === 'herbal-granule';
}
