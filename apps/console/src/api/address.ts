/** A value in an address. */
export type Param = string | number | boolean | null | undefined;

/** `/api/leads?state=new`: parameters without a value are left out. */
export function address(path: string, params: Readonly<Record<string, Param>>): string {
  const given = Object.entries(params).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(given).toString();
  return query === '' ? path : `${path}?${query}`;
}
