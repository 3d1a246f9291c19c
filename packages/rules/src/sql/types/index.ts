/** The plan and the statement of each rule type. */
import type { RuleType } from '../../model.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import type { TypeContext } from './columns.ts';
import { limitColumns, limitSql, planLimit } from './limit.ts';
import { planRestrict, restrictColumns, restrictSql } from './restrict.ts';

export const columnsOfType: Readonly<Record<RuleType, Columns>> = {
  restrict: restrictColumns,
  limit: limitColumns,
  unpayable: {},
  price: {},
  together: {},
  spacing: {},
  needs: {},
  record: {},
  stay: {},
  overlap: {},
  reuse: {},
};

export function planOf({ rule, point }: Placed): PointPlan {
  switch (point.type) {
    case 'restrict':
      return planRestrict({ rule, point });
    case 'limit':
      return planLimit({ rule, point });
    default:
      return { condition: { is: 'always' }, sides: [], values: {} };
  }
}

export function statementOf(type: RuleType, context: TypeContext): string {
  switch (type) {
    case 'restrict':
      return restrictSql(context);
    case 'limit':
      return limitSql(context);
    default:
      return 'select 1';
  }
}
