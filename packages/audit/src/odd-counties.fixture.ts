/** For tests: an invented county made awkward, one oddity a function. */
import assert from 'node:assert/strict';
import { changed, type County, type Row } from './bad-input.fixture.ts';

const AMOUNTS = ['det_item_fee_sumamt', 'inscp_amt', 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt'];

export function atOneInstitution(county: County): County {
  const [busiest] = [...Map.groupBy(linesOf(county), of('fixmedins_code'))].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const code = busiest?.[0];
  return changed(county, (row) =>
    row['fixmedins_code'] === undefined || row['fixmedins_code'] === code ? row : undefined,
  );
}

export function ofOnePerson(county: County, psn_no: string): County {
  return changed(county, (row) => ([undefined, '', psn_no].includes(row['psn_no']) ? row : undefined));
}

/** Each line with another that takes it back. */
export function allRefunded(county: County): County {
  const sold = linesOf(county).filter((line) => !line['cnt']?.startsWith('-'));
  const taken = sold.map((line) => ({
    ...line,
    bkkp_sn: `R${line['bkkp_sn']}`,
    init_feedetl_sn: line['bkkp_sn'] ?? '',
    cnt: `-${line['cnt']}`,
    ...Object.fromEntries(AMOUNTS.map((field) => [field, `-${line[field]}`])),
  }));
  return { ...county, fee_list_d: [...sold, ...taken] };
}

export function withoutFund(county: County): County {
  return changed(county, (row, table) =>
    table === 'setl_d'
      ? { ...row, hifp_pay: '0', fund_pay_sumamt: '0', acct_pay: '0', psn_pay: row['medfee_sumamt'] ?? '' }
      : row,
  );
}

export function withoutClocks(county: County): County {
  return changed(county, (row) =>
    Object.fromEntries(Object.entries(row).map(([field, value]) => [field, value.replace(/ \d\d:\d\d:\d\d$/, '')])),
  );
}

/** Whatever was bought or counted was one piece of it. */
export function hardlyStocked(county: County): County {
  return changed(county, (row, table) =>
    table === 'stock' && ['3501', '3503'].includes(row['inv_type'] ?? '') ? { ...row, cnt: '1' } : row,
  );
}

/** Visits that end before they begin, settlements that ran from their end to their begin, before the fees. */
export function endsBeforeBegins(county: County): County {
  return changed(county, (row, table) => {
    if (table === 'mdtrt_d' && row['endtime'] !== '')
      return { ...row, begntime: row['endtime'] ?? '', endtime: row['begntime'] ?? '' };
    if (table === 'setl_d')
      return {
        ...row,
        setl_time: '2025-01-01 08:00:00',
        begndate: row['enddate'] ?? '',
        enddate: row['begndate'] ?? '',
      };
    return row;
  });
}

/** Ten thousand lines more in one stay, and two thousand visits more of one person, all within the same second. */
export function crowded(county: County): County {
  const stay = rowOf(county, 'mdtrt_d', 'med_type', '21')['mdtrt_id'] ?? '';
  const visit = rowOf(county, 'mdtrt_d', 'med_type', '11');
  const own = visit['mdtrt_id'] ?? '';
  const again = (table: string, fields: (at: number) => Row): Row[] =>
    Array.from({ length: 2_000 }, (_, at) => ({
      ...rowOf(county, table, 'mdtrt_id', own),
      mdtrt_id: `CV${at}`,
      ...fields(at),
    }));
  const line = rowOf(county, 'fee_list_d', 'mdtrt_id', stay);
  const many = Array.from({ length: 10_000 }, (_, at) => ({ ...line, bkkp_sn: `CL${at}`, init_feedetl_sn: '' }));
  const added: County = {
    fee_list_d: [...many, ...again('fee_list_d', (at) => ({ bkkp_sn: `CF${at}`, setl_id: `CS${at}` }))],
    mdtrt_d: again('mdtrt_d', () => ({})),
    setl_d: again('setl_d', (at) => ({ setl_id: `CS${at}` })),
  };
  return Object.fromEntries(Object.entries(county).map(([table, rows]) => [table, [...rows, ...(added[table] ?? [])]]));
}

/** The greatest amount that an import takes, in yuan. */
export const MOST_YUAN = '1000000000';

/** Every other line costs nothing, the rest as much as is given. */
export function nothingOr(yuan: string, county: County): County {
  return changed(county, (row, table) => {
    if (table !== 'fee_list_d' || row['cnt']?.startsWith('-') === true) return row;
    const amount = Number(row['bkkp_sn']?.slice(1)) % 2 === 0 ? '0' : yuan;
    const none = Object.fromEntries(AMOUNTS.map((field) => [field, '0']));
    return { ...row, ...none, det_item_fee_sumamt: amount, inscp_amt: amount };
  });
}

/** Breaks out of what quotes it. */
export const ODD_NAME = `'"，\n,<script>alert(1)</script>`;

const NAMES = [
  'fixmedins_name',
  'diag_name',
  'dscg_maindiag_name',
  'bilg_dept_name',
  'spler_name',
  'addr',
  'emp_name',
  'medins_list_name',
];

/** Odd names everywhere; numbers of persons with both quotes. Names of items stay: rules read them. */
export function oddNames(county: County): County {
  return changed(county, (row) => {
    const names = NAMES.filter((field) => (row[field] ?? '') !== '').map((field) => [
      field,
      `${row[field]}${ODD_NAME}`,
    ]);
    const person = (row['psn_no'] ?? '') === '' ? {} : { psn_no: `O'"${row['psn_no']}` };
    return { ...row, ...Object.fromEntries(names), ...person };
  });
}

const of =
  (field: string) =>
  (row: Row): string =>
    row[field] ?? '';
const linesOf = (county: County): readonly Row[] => county['fee_list_d'] ?? [];

function rowOf(county: County, table: string, field: string, value: string): Row {
  const row = county[table]?.find((one) => one[field] === value);
  assert(row !== undefined, `no ${field} ${value} in ${table}`);
  return row;
}
