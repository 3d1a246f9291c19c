/** Institutions found by name or code, within the reader's reach. What is chosen is the code; what is shown is the name. */
import { useState } from 'react';
import type { ClipboardEvent } from 'react';
import { Select } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { institutionsFoundQuery, institutionsNamedQuery } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { within } from './form-dialog.tsx';
import { useLater } from './use-later.ts';

/** How an institution is called, of the codes given; by its code until names are there, and where it has none within reach. */
export function useInstitutionName(codes: readonly string[]): (code: string) => string {
  const wanted = [...new Set(codes)].toSorted();
  const named = useQuery({ ...institutionsNamedQuery(wanted), enabled: wanted.length > 0 });
  const names = new Map(named.data?.map((each) => [each.fixmedins_code, each.fixmedins_name]));
  return (code) => names.get(code) ?? code;
}

/** The choices, and how what was chosen is called. */
function useInstitutions(chosen: readonly string[]) {
  const { text } = useLanguage();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [known, setKnown] = useState<Readonly<Record<string, string>>>({});
  const nameOf = useInstitutionName(chosen.filter((code) => known[code] === undefined));
  const found = useQuery({
    ...institutionsFoundQuery(useLater(typed.trim())),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const options = found.data?.map(({ fixmedins_code, fixmedins_name }) => ({
    value: fixmedins_code,
    label: fixmedins_name,
  }));
  return {
    labelled: (code: string) => ({ value: code, label: known[code] ?? nameOf(code) }),
    /** Keeps the names of what is chosen, which are known here already. */
    keep: (picked: readonly { readonly value: string }[]): void => {
      const names = options?.filter(({ value }) => picked.some((each) => each.value === value)) ?? [];
      setKnown({ ...known, ...Object.fromEntries(names.map(({ value, label }) => [value, label])) });
    },
    given: {
      // What was found for earlier letters stays in view, as far as it matches: the enter key takes nothing else.
      showSearch: { filterOption: matches, onSearch: setTyped },
      popupMatchSelectWidth: POPUP_WIDTH,
      builtinPlacements: PLACEMENTS,
      getPopupContainer: within,
      notFoundContent: found.isFetching ? text.state.loading : text.pick.none,
      onOpenChange: setOpen,
      options: options ?? [],
      optionRender: ({ value, label }: { readonly value?: string | number | undefined; readonly label?: unknown }) => (
        <span className="pick">
          {String(label)} <span className="code">{value}</span>
        </span>
      ),
    },
  };
}

function matches(typed: string, option?: { readonly value: string; readonly label: string }): boolean {
  const text = typed.trim().toLowerCase();
  if (option === undefined) return false;
  return option.label.toLowerCase().includes(text) || option.value.toLowerCase().startsWith(text);
}

/** Wide enough for a name and its code, also where the field is narrow. */
const POPUP_WIDTH = 320;

/** Under the field, or above it where there is no room; moved aside where it would not fit the window. */
const overflow = { adjustY: true, shiftX: true } as const;
const PLACEMENTS = {
  bottomLeft: { points: ['tl', 'bl'], offset: [0, 4], overflow },
  topLeft: { points: ['bl', 'tl'], offset: [0, -4], overflow },
};

interface Props<Value> {
  readonly label?: string;
  readonly className?: string;
  /** Given by a form, like the two below. */
  readonly id?: string;
  readonly value?: Value | undefined;
  readonly onChange?: (value: Value | undefined) => void;
}

/** One institution, or none. */
export function InstitutionPicker({ label, value, onChange, ...field }: Props<string>) {
  const { text } = useLanguage();
  const chosen = value === undefined || value === '' ? [] : [value];
  const { labelled, keep, given } = useInstitutions(chosen);
  return (
    <Select
      {...field}
      {...given}
      {...(label === undefined ? {} : { 'aria-label': label })}
      labelInValue
      allowClear
      placeholder={label ?? text.pick.institution}
      value={chosen.map(labelled)[0] ?? null}
      onChange={(picked?: { readonly value: string }) => {
        keep(picked === undefined ? [] : [picked]);
        onChange?.(picked?.value);
      }}
    />
  );
}

/** A condition of a list: one institution. */
export function InstitutionFilter(props: Required<Pick<Props<string>, 'label' | 'onChange'>> & Props<string>) {
  return <InstitutionPicker {...props} className="filter filter-wide" />;
}

const CODES = /\b[HP]\d{11}\b/g;

/** Several institutions; codes that are pasted from a table are taken all at once. */
export function InstitutionsPicker({ value = [], onChange, ...field }: Props<readonly string[]>) {
  const { text } = useLanguage();
  const { labelled, keep, given } = useInstitutions(value);
  const paste = (event: ClipboardEvent): void => {
    const codes = event.clipboardData.getData('text').match(CODES) ?? [];
    if (codes.length === 0) return;
    event.preventDefault();
    onChange?.([...new Set([...value, ...codes])]);
  };
  return (
    <div onPaste={paste}>
      <Select
        {...field}
        {...given}
        mode="multiple"
        labelInValue
        allowClear
        placeholder={text.pick.institutions}
        value={value.map(labelled)}
        onChange={(picked: readonly { readonly value: string }[]) => {
          keep(picked);
          onChange?.(picked.map((each) => each.value));
        }}
      />
    </div>
  );
}
