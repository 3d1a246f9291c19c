/** The plan and the statement of each rule type. */
import type { RuleType } from '../../model.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import type { TypeContext } from './columns.ts';
import { limitColumns, limitSql, planLimit } from './limit.ts';
import { needsColumns, needsSql, planNeeds } from './needs.ts';
import { overlapColumns, overlapSql, planOverlap } from './overlap.ts';
import { planPrice, priceColumns, priceSql } from './price.ts';
import { planRecord, planStay, recordColumns, recordSql, staySql } from './record.ts';
import { planRestrict, restrictSql } from './restrict.ts';
import { planReuse, reuseSql } from './reuse.ts';
import { planSpacing, spacingColumns, spacingSql } from './spacing.ts';
import { planTogether, togetherColumns, togetherSql } from './together.ts';
import { planUnpayable, unpayableColumns, unpayableSql } from './unpayable.ts';

/** Columns of a type's points beside their days, condition and literals. */
export const columnsOfType: Readonly<Record<RuleType, Columns>> = {
  restrict: {},
  unpayable: unpayableColumns,
  price: priceColumns,
  together: togetherColumns,
  limit: limitColumns,
  spacing: spacingColumns,
  needs: needsColumns,
  record: recordColumns,
  stay: {},
  overlap: overlapColumns,
  reuse: {},
};

export function planOf({ rule, point }: Placed): PointPlan {
  switch (point.type) {
    case 'restrict':
      return planRestrict({ rule, point });
    case 'unpayable':
      return planUnpayable({ rule, point });
    case 'price':
      return planPrice({ rule, point });
    case 'together':
      return planTogether({ rule, point });
    case 'limit':
      return planLimit({ rule, point });
    case 'spacing':
      return planSpacing({ rule, point });
    case 'needs':
      return planNeeds({ rule, point });
    case 'record':
      return planRecord({ rule, point });
    case 'stay':
      return planStay({ rule, point });
    case 'overlap':
      return planOverlap({ rule, point });
    case 'reuse':
      return planReuse({ rule, point });
  }
}

export const statements: Readonly<Record<RuleType, (context: TypeContext) => string>> = {
  restrict: restrictSql,
  unpayable: unpayableSql,
  price: priceSql,
  together: togetherSql,
  limit: limitSql,
  spacing: spacingSql,
  needs: needsSql,
  record: recordSql,
  stay: staySql,
  overlap: overlapSql,
  reuse: reuseSql,
};
