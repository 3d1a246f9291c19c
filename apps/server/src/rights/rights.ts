/**
 * Who may do what: a right, the duties that have it, and how far it reaches. What is not written here is refused. The page docs/rights.md
 * is made of this table, and a test asks every route with every duty.
 */
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';

/** `region`: within the caller's regions. `institution`: of the caller's own institution. */
export type Reach = 'region' | 'institution';

const staff = ['inspector', 'auditor', 'first-reviewer', 'second-reviewer', 'legal-reviewer', 'head'] as const;

interface Right {
  readonly name: string;
  readonly region: readonly Duty[];
  readonly institution: readonly Duty[];
}

export const RIGHTS = {
  'run.record': { name: '登记稽核结果', region: ['administrator'], institution: [] },
  'people.read': { name: '查看同事', region: [...staff, 'administrator'], institution: [] },
  'lead.read': { name: '查看线索', region: staff, institution: [] },
  'lead.triage': { name: '线索分流', region: ['inspector', 'auditor', 'head'], institution: [] },
  'review.open': { name: '下发审核', region: ['inspector', 'auditor', 'first-reviewer', 'head'], institution: [] },
  'review.read': { name: '查看审核与申诉', region: staff, institution: ['institution'] },
  'review.act': {
    name: '办理审核与申诉',
    region: ['first-reviewer', 'second-reviewer', 'auditor', 'head'],
    institution: ['institution'],
  },
  'case.open': { name: '登记案件线索', region: ['inspector', 'auditor', 'head'], institution: [] },
  'case.read': { name: '查看案件', region: ['inspector', 'auditor', 'legal-reviewer', 'head'], institution: [] },
  'case.act': { name: '办理案件', region: ['inspector', 'auditor', 'legal-reviewer', 'head'], institution: [] },
  'log.read': { name: '查看留痕日志', region: ['administrator', 'head'], institution: [] },
} as const satisfies Record<string, Right>;

export type RightName = keyof typeof RIGHTS;

/** Every right, in the order of the table. */
export const rightNames: readonly RightName[] = namesOf(RIGHTS);

function namesOf<Name extends string>(rights: Readonly<Record<Name, Right>>): Name[];
function namesOf(rights: Readonly<Record<string, Right>>): string[] {
  return Object.keys(rights);
}

/** The widest reach that any of the duties gives; null is none. */
export function reachOf(right: RightName, duties: readonly Duty[]): Reach | null {
  const { region, institution }: Right = RIGHTS[right];
  if (duties.some((duty) => region.includes(duty))) return 'region';
  return duties.some((duty) => institution.includes(duty)) ? 'institution' : null;
}

/** docs/rights.md: a row per right, a column per duty. */
export function rightsPage(): string {
  const duties = Object.entries(DUTIES);
  const cell = (right: Right, duty: string): string =>
    right.region.some((each) => each === duty)
      ? '本区划'
      : right.institution.some((each) => each === duty)
        ? '本机构'
        : '';
  const rows = Object.entries<Right>(RIGHTS).map(
    ([id, right]) => `| ${right.name} \`${id}\` | ${duties.map(([duty]) => cell(right, duty)).join(' | ')} |`,
  );
  return [
    '# 权限表 Rights',
    '',
    '本页由 `apps/server/src/rights/rights.ts` 生成：一行一项权限，一列一种职责。“本区划”指本人负责的区划及其下级，“本机构”指本人所在的机构；空白一律拒绝。 Generated: a right per row, a duty per column; 本区划 within the own regions, 本机构 of the own institution, blank is refused.',
    '',
    `| 权限 Right | ${duties.map(([id, name]) => `${name}<br>${id}`).join(' | ')} |`,
    `|${' --- |'.repeat(duties.length + 1)}`,
    ...rows,
    '',
  ].join('\n');
}
