/** The few styles of the workbook: one per kind of cell. */

const FORMATS = {
  date: 'yyyy-mm-dd',
  money: '#,##0.00',
  quantity: '#,##0.####',
  price: '#,##0.00####',
  ratio: '0.000000',
} as const;

const FONTS = {
  plain: '<font><sz val="10"/><name val="等线"/><charset val="134"/></font>',
  bold: '<font><b/><sz val="10"/><name val="等线"/><charset val="134"/></font>',
  title: '<font><b/><sz val="18"/><name val="等线"/><charset val="134"/></font>',
  muted: '<font><sz val="10"/><color rgb="FF586873"/><name val="等线"/><charset val="134"/></font>',
  link: '<font><u/><sz val="10"/><color rgb="FF0F5C6E"/><name val="等线"/><charset val="134"/></font>',
} as const;

const FILLS = {
  none: '<fill><patternFill patternType="none"/></fill>',
  // The second fill of every workbook is reserved.
  reserved: '<fill><patternFill patternType="gray125"/></fill>',
  head: '<fill><patternFill patternType="solid"><fgColor rgb="FFE6EEF0"/></patternFill></fill>',
  entry: '<fill><patternFill patternType="solid"><fgColor rgb="FFFDF8EC"/></patternFill></fill>',
} as const;

const LINE = (side: string): string => `<${side} style="thin"><color rgb="FFB9C6CB"/></${side}>`;
const BORDERS = {
  none: '<border><left/><right/><top/><bottom/><diagonal/></border>',
  box: `<border>${LINE('left')}${LINE('right')}${LINE('top')}${LINE('bottom')}<diagonal/></border>`,
} as const;

interface Style {
  readonly font?: keyof typeof FONTS;
  readonly fill?: keyof typeof FILLS;
  readonly border?: keyof typeof BORDERS;
  readonly format?: keyof typeof FORMATS | 'count' | 'percent' | 'text';
  readonly wrap?: boolean;
  readonly center?: boolean;
  /** Shown as text by spreadsheet programs even when it is edited. */
  readonly quoted?: boolean;
}

const STYLES = {
  plain: {},
  title: { font: 'title', center: true },
  head: { font: 'bold', fill: 'head', border: 'box', wrap: true, center: true },
  text: { format: 'text' },
  quoted: { format: 'text', quoted: true },
  date: { format: 'date' },
  money: { format: 'money' },
  quantity: { format: 'quantity' },
  price: { format: 'price' },
  count: { format: 'count' },
  ratio: { format: 'ratio' },
  percent: { format: 'percent' },
  label: { font: 'muted' },
  wrapped: { wrap: true },
  boxed: { border: 'box', wrap: true },
  boxedLabel: { font: 'bold', fill: 'head', border: 'box', wrap: true },
  entry: { fill: 'entry', border: 'box', wrap: true },
  totalText: { font: 'bold', border: 'box' },
  totalMoney: { font: 'bold', border: 'box', format: 'money' },
  totalCount: { font: 'bold', border: 'box', format: 'count' },
  link: { font: 'link' },
} as const satisfies Readonly<Record<string, Style>>;

export type StyleName = keyof typeof STYLES;

const PLACES: ReadonlyMap<string, number> = new Map(Object.keys(STYLES).map((name, at) => [name, at]));

/** The number by which cells name a style. */
export function styleIndex(name: StyleName): number {
  return PLACES.get(name) ?? 0;
}

const BUILT_IN = { count: 3, percent: 9, text: 49 } as const;
const FIRST_OWN = 164;

export function stylesXml(): string {
  const formats = Object.entries(FORMATS).map(
    ([, code], at) => `<numFmt numFmtId="${FIRST_OWN + at}" formatCode="${code}"/>`,
  );
  const styles: readonly Style[] = Object.values(STYLES);
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="${formats.length}">${formats.join('')}</numFmts>`,
    listed('fonts', Object.values(FONTS)),
    listed('fills', Object.values(FILLS)),
    listed('borders', Object.values(BORDERS)),
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    listed('cellXfs', styles.map(styleXml)),
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('');
}

function styleXml({ font = 'plain', fill = 'none', border = 'none', format, wrap, center, quoted }: Style): string {
  const at = (list: object, name: string): number => Object.keys(list).indexOf(name);
  const number =
    format === undefined
      ? 0
      : format === 'count' || format === 'percent' || format === 'text'
        ? BUILT_IN[format]
        : FIRST_OWN + at(FORMATS, format);
  const alignment = `<alignment vertical="${center === true ? 'center' : 'top'}"${center === true ? ' horizontal="center"' : ''}${wrap === true ? ' wrapText="1"' : ''}/>`;
  return `<xf numFmtId="${number}" fontId="${at(FONTS, font)}" fillId="${at(FILLS, fill)}" borderId="${at(BORDERS, border)}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${quoted === true ? ' quotePrefix="1"' : ''}>${alignment}</xf>`;
}

function listed(tag: string, parts: readonly string[]): string {
  return `<${tag} count="${parts.length}">${parts.join('')}</${tag}>`;
}
