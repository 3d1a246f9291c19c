/** Tables that can be searched, filtered, sorted and leafed through; on a phone every row is a card. */
import { h, valueOf } from './dom.ts';
import type { Child } from './dom.ts';
import { count, percent, state, t, yuan } from './format.ts';
import type { TextKey } from './text.ts';

export interface Column<Row> {
  readonly id: string;
  readonly label: TextKey;
  /** Numbers stand right; what decides the order. */
  readonly kind: 'text' | 'count' | 'yuan' | 'percent' | 'number';
  readonly value: (row: Row) => string | number | null;
  /** What is shown, where it is more than the value. */
  readonly cell?: (row: Row) => Child;
  /** Stands first on the card of a phone. */
  readonly main?: boolean;
}

interface Filter<Row> {
  readonly id: string;
  readonly label: TextKey;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly keep: (row: Row, value: string) => boolean;
}

export interface TableOptions<Row> {
  readonly id: string;
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly sort: readonly [id: string, direction: 'up' | 'down'];
  readonly search?: (row: Row) => string;
  readonly filters?: readonly Filter<Row>[];
  readonly size?: number;
  readonly empty?: string;
}

interface TableState {
  query: string;
  filters: Record<string, string>;
  sort: readonly [id: string, direction: 'up' | 'down'];
  page: number;
}

/** Kept by table, so that a change of language or a way back finds it as it was. */
const tableStates = new Map<string, TableState>();

export function dataTable<Row>(options: TableOptions<Row>): HTMLElement {
  const { id, rows, columns, size = 25 } = options;
  if (rows.length === 0) return h('p', { class: 'empty' }, options.empty ?? t('noRows'));
  const own = tableStates.get(id) ?? { query: '', filters: {}, sort: options.sort, page: 0 };
  tableStates.set(id, own);
  const head = h('thead');
  const body = h('tbody');
  const foot = h('div', { class: 'table-foot' });
  const draw = (): void => {
    const found = rowsFound(options, own);
    const pages = Math.max(1, Math.ceil(found.length / size));
    own.page = Math.min(own.page, pages - 1);
    const shown = found.slice(own.page * size, own.page * size + size);
    head.replaceChildren(headRow(options, own, draw));
    body.replaceChildren(
      ...(shown.length === 0
        ? [h('tr', {}, h('td', { colspan: columns.length, class: 'empty' }, t('noRows')))]
        : shown.map((row) => h('tr', {}, ...columns.map((column) => cellOf(column, row))))),
    );
    foot.replaceChildren(...footOf(own, found.length, size, pages, draw));
  };
  const tools = toolsOf(options, own, draw);
  draw();
  return h(
    'div',
    { class: 'data-table', id: `table-${id}` },
    tools,
    h(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': `${options.caption} · ${t('rowsTable')}` },
      h('table', {}, head, body),
    ),
    foot,
  );
}

function rowsFound<Row>({ rows, columns, search, filters = [] }: TableOptions<Row>, own: TableState): readonly Row[] {
  const words = own.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const kept = rows.filter(
    (row) =>
      filters.every((filter) => {
        const chosen = own.filters[filter.id] ?? '';
        return chosen === '' || filter.keep(row, chosen);
      }) &&
      (words.length === 0 || search === undefined || words.every((word) => search(row).toLowerCase().includes(word))),
  );
  const column = columns.find((one) => one.id === own.sort[0]);
  if (column === undefined) return kept;
  const sign = own.sort[1] === 'up' ? 1 : -1;
  return kept
    .map((row, at) => ({ row, at, value: column.value(row) }))
    .toSorted((a, b) => sign * compareValues(a.value, b.value) || a.at - b.at)
    .map(({ row }) => row);
}

/** Nothing stands below everything. */
function compareValues(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'zh-Hans-CN');
}

function headRow<Row>({ columns }: TableOptions<Row>, own: TableState, draw: () => void): HTMLElement {
  return h(
    'tr',
    {},
    ...columns.map(({ id, label, kind }) => {
      const sorted = own.sort[0] === id ? own.sort[1] : null;
      const turn = (): void => {
        own.sort = [id, sorted === null ? (kind === 'text' ? 'up' : 'down') : sorted === 'up' ? 'down' : 'up'];
        own.page = 0;
        draw();
      };
      return h(
        'th',
        {
          scope: 'col',
          class: kind === 'text' ? 'text' : 'figure',
          'aria-sort': sorted === null ? null : sorted === 'up' ? 'ascending' : 'descending',
        },
        h(
          'button',
          { type: 'button', class: 'sort', click: turn },
          t(label),
          h('span', { class: 'arrow', 'aria-hidden': 'true' }, sorted === null ? '' : sorted === 'up' ? '▲' : '▼'),
        ),
      );
    }),
  );
}

function cellOf<Row>(column: Column<Row>, row: Row): HTMLElement {
  const classes = [column.kind === 'text' ? 'text' : 'figure', column.main === true ? 'main' : ''].join(' ').trim();
  return h(
    'td',
    { class: classes, 'data-label': t(column.label) },
    column.cell === undefined ? shownValue(column, row) : column.cell(row),
  );
}

function shownValue<Row>({ kind, value }: Column<Row>, row: Row): string {
  const found = value(row);
  if (found === null) return '—';
  if (typeof found === 'string') return found;
  switch (kind) {
    case 'yuan':
      return yuan(found);
    case 'percent':
      return percent(found);
    case 'count':
      return count(found);
    case 'number':
    case 'text':
      return String(found);
  }
}

function toolsOf<Row>(options: TableOptions<Row>, own: TableState, draw: () => void): HTMLElement {
  const { id, columns, search, filters = [] } = options;
  const again = (): void => {
    own.page = 0;
    draw();
  };
  return h(
    'div',
    { class: 'table-tools', role: 'search', 'aria-label': `${t('search')} ${options.caption}` },
    search === undefined
      ? null
      : labelled(
          t('search'),
          h('input', {
            type: 'search',
            id: `search-${id}`,
            value: own.query,
            input: (event) => {
              own.query = valueOf(event);
              again();
            },
          }),
        ),
    ...filters.map((filter) =>
      labelled(
        t(filter.label),
        select(
          `filter-${id}-${filter.id}`,
          [['', t('all')], ...filter.options],
          own.filters[filter.id] ?? '',
          (value) => {
            own.filters[filter.id] = value;
            again();
          },
        ),
      ),
    ),
    h(
      'div',
      { class: 'phone-only' },
      labelled(
        t('sortBy'),
        select(
          `sort-${id}`,
          columns.map((column) => [column.id, t(column.label)] as const),
          own.sort[0],
          (value) => {
            own.sort = [value, columns.find((column) => column.id === value)?.kind === 'text' ? 'up' : 'down'];
            again();
          },
        ),
      ),
    ),
  );
}

export function labelled(text: string, control: HTMLElement): HTMLElement {
  return h('label', { class: 'control' }, h('span', {}, text), control);
}

export function select(
  id: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
  change: (value: string) => void,
): HTMLElement {
  return h(
    'select',
    { id, change: (event) => change(valueOf(event)) },
    ...options.map(([value, label]) => h('option', { value, selected: value === chosen }, label)),
  );
}

function footOf(own: TableState, found: number, size: number, pages: number, draw: () => void): HTMLElement[] {
  const first = found === 0 ? 0 : own.page * size + 1;
  const last = Math.min(found, own.page * size + size);
  const where =
    state.language === 'zh'
      ? `第 ${count(first)}–${count(last)} 行，共 ${count(found)} 行`
      : `Rows ${count(first)}–${count(last)} of ${count(found)}`;
  const turn = (by: number) => (): void => {
    own.page += by;
    draw();
  };
  const text = h('span', { role: 'status' }, where);
  if (pages === 1) return [text];
  return [
    text,
    h(
      'span',
      { class: 'pager' },
      h('button', { type: 'button', disabled: own.page === 0, click: turn(-1) }, t('previousPage')),
      h('button', { type: 'button', disabled: own.page >= pages - 1, click: turn(1) }, t('nextPage')),
    ),
  ];
}
