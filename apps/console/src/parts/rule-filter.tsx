import { useQuery } from '@tanstack/react-query';
import { rulesFoundQuery } from '../api/queries.ts';
import { ChoiceFilter } from './filters.tsx';

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (code: string | undefined) => void;
}

/** A condition of a list: a rule that findings are of, chosen by its name or its code. */
export function RuleFilter({ label, value, onChange }: Props) {
  const rules = useQuery(rulesFoundQuery);
  const options = rules.data?.map(({ rule_code, rule_name }) => ({
    value: rule_code,
    label: rule_name === rule_code ? rule_code : `${rule_name} ${rule_code}`,
  }));
  return <ChoiceFilter label={label} any={label} many value={value} options={options ?? []} onChange={onChange} />;
}
