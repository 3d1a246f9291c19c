/**
 * An XLSX file written sheet after sheet. The libraries that stream either hold one sheet (hucre) or bring fifty megabytes and
 * write no fixed times; the parts of a sheet that a working paper needs are few, so only the archive comes from a library.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { SharedTexts } from './shared-texts.ts';
import { sheetXml } from './sheet.ts';
import type { SheetLayout, SheetLink, SheetRow } from './sheet.ts';
import { stylesXml } from './styles.ts';
import { sheetReference, SheetNames, xmlText } from './text.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
/** The first moment that an archive can name: the same bytes whenever it is written. */
const ENTRY = { mtime: new Date(1980, 0, 1), mode: 0o100600, forceDosTimestamp: true, compressionLevel: 3 } as const;

interface SheetEntry {
  readonly name: string;
  readonly file: string;
  readonly header: boolean;
  /** Order of the tabs; sheets may be written in another. */
  readonly order: number;
}

export class WorkbookFile {
  readonly names = new SheetNames();
  readonly #zip = new ZipFile();
  readonly #shared = new SharedTexts();
  readonly #sheets: SheetEntry[] = [];
  readonly #written: Promise<void>;
  #fault: unknown = null;

  /** @param to path of a file that only its owner reads, or where the bytes go as they come */
  constructor(to: string | Writable) {
    const out = typeof to === 'string' ? createWriteStream(to, { mode: 0o600 }) : to;
    this.#written = pipeline(this.#zip.outputStream, out).catch((error: unknown) => {
      this.#fault = error;
    });
    this.#zip.on('error', (error) => {
      this.#fault = error;
    });
  }

  /** Writes a sheet whole. @param name one of `names.unique` */
  async sheet(
    name: string,
    order: number,
    layout: SheetLayout,
    rows: AsyncIterable<SheetRow> | Iterable<SheetRow>,
    links: readonly SheetLink[] = [],
  ): Promise<void> {
    const file = `sheet${this.#sheets.length + 1}.xml`;
    this.#sheets.push({ name, file, header: layout.header, order });
    await this.#entry(`xl/worksheets/${file}`, sheetXml(layout, rows, this.#shared, links));
  }

  async finish(): Promise<void> {
    const sheets = this.#sheets.toSorted((a, b) => a.order - b.order);
    await this.#entry('xl/sharedStrings.xml', this.#shared.xml());
    await this.#entry('xl/styles.xml', [stylesXml()]);
    await this.#entry('xl/workbook.xml', [workbookXml(sheets)]);
    await this.#entry('xl/_rels/workbook.xml.rels', [relationsXml(sheets)]);
    await this.#entry('_rels/.rels', [
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ]);
    await this.#entry('[Content_Types].xml', [contentTypesXml(sheets)]);
    this.#zip.end();
    await this.#written;
    if (this.#fault !== null) throw this.#fault;
  }

  /** Adds a part and waits until the archive has taken it. */
  async #entry(path: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
    if (this.#fault !== null) throw this.#fault;
    const stream = Readable.from(pieces, { objectMode: true, highWaterMark: 4 });
    this.#zip.addReadStream(
      stream.map((piece: string) => Buffer.from(piece, 'utf8'), { concurrency: 1 }),
      path,
      ENTRY,
    );
    await finished(stream);
  }
}

function workbookXml(sheets: readonly SheetEntry[]): string {
  const titles = sheets.flatMap(({ name, header }, at) =>
    header
      ? [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${xmlText(sheetReference(name))}!$1:$1</definedName>`,
        ]
      : [],
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets
    .map(({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join(
      '',
    )}</sheets>${titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`}<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`;
}

function relationsXml(sheets: readonly SheetEntry[]): string {
  const targets = [
    ...sheets.map(({ file }) => ['worksheet', `worksheets/${file}`] as const),
    ['styles', 'styles.xml'] as const,
    ['sharedStrings', 'sharedStrings.xml'] as const,
  ];
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;
}

function contentTypesXml(sheets: readonly SheetEntry[]): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = [
    ['/xl/workbook.xml', `${kind}.sheet.main+xml`],
    ['/xl/styles.xml', `${kind}.styles+xml`],
    ['/xl/sharedStrings.xml', `${kind}.sharedStrings+xml`],
    ...sheets.map(({ file }) => [`/xl/worksheets/${file}`, `${kind}.worksheet+xml`]),
  ];
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${parts
    .map(([name = '', type = '']) => `<Override PartName="${name}" ContentType="${type}"/>`)
    .join('')}</Types>`;
}
