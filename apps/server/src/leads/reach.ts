/** Leads within a caller's reach: those with a line at an institution there. Every statement on leads begins here. */
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Scope } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';

/** Rows of `lead` that the scope reaches. */
export function leadsWithin(db: Kysely<Schema> | Transaction<Schema>, scope: Scope) {
  return db.selectFrom('lead').where((lead) => lead.exists(placesOf(lead, scope).select('lead_place.lead_id')));
}

/** To be selected beside a lead: its institutions that the scope reaches. */
export function institutionsOf(lead: ExpressionBuilder<Schema, 'lead'>, scope: Scope) {
  const places = placesOf(lead, scope)
    .select(['institution.fixmedins_code', 'institution.fixmedins_name', 'institution.admdvs'])
    .orderBy('institution.fixmedins_code');
  return jsonArrayFrom(places).as('institutions');
}

function placesOf(lead: ExpressionBuilder<Schema, 'lead'>, scope: Scope) {
  return lead
    .selectFrom('lead_place')
    .innerJoin('institution', 'institution.fixmedins_code', 'lead_place.fixmedins_code')
    .whereRef('lead_place.lead_id', '=', 'lead.lead_id')
    .where((e) =>
      scope.reach === 'institution'
        ? e('institution.fixmedins_code', '=', scope.fixmedins_code)
        : e.or(scope.regions.map((region) => e('institution.admdvs', 'like', `${prefixOf(region)}%`))),
    );
}
