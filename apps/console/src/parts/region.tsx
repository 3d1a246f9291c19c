/** Regions by name, shown and chosen. */
import { Select } from 'antd';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { admdvsPrefix } from '@shouhu/codes';
import { useLanguage } from '../language/language.tsx';
import { useMe } from '../session/me.tsx';
import { within } from './form-dialog.tsx';

const NONE: ReadonlyMap<string, string> = new Map();

const namesQuery = queryOptions({
  queryKey: ['region names'],
  queryFn: async () => (await import('./region-names.ts')).regionNames(),
  staleTime: Infinity,
  gcTime: Infinity,
});

/** How a region is called; by its code until names are there, and where it has none. */
export function useRegionName(): (code: string) => string {
  const { data: names = NONE } = useQuery(namesQuery);
  return (code) => names.get(code) ?? code;
}

/** Regions by name, one after the other. */
export function Regions({ codes }: { readonly codes: readonly string[] }) {
  return useLanguage().joined(codes.map(useRegionName()));
}

interface Props<Value> {
  /** Given by the form, like the two below. */
  readonly id?: string;
  readonly value?: Value;
  readonly onChange?: (value: Value) => void;
}

/** Of the regions that the reader works for, and those within them. */
function useRegionOptions() {
  const { data: names = NONE } = useQuery(namesQuery);
  const prefixes = useMe().regions.map(admdvsPrefix);
  return [...names]
    .filter(([code]) => prefixes.some((prefix) => code.startsWith(prefix)))
    .map(([value, label]) => ({ value, label }));
}

const search = {
  filterOption: (typed: string, option?: { readonly value: string; readonly label: string }) =>
    option !== undefined && (option.label.includes(typed) || option.value.startsWith(typed)),
};

/** One region, chosen by name or code. */
export function RegionField(props: Props<string>) {
  return <Select {...props} showSearch={search} getPopupContainer={within} options={useRegionOptions()} />;
}

/** Several regions. */
export function RegionsField(props: Props<string[]>) {
  return (
    <Select {...props} mode="multiple" showSearch={search} getPopupContainer={within} options={useRegionOptions()} />
  );
}
