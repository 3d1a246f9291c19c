/** Makes the documents that a step waits for, as officers do before they take it: confirmed first by those who took part. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { documentKind, documentsBefore } from '@shouhu/procedure';
import { z } from 'zod';
import { PEOPLE } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';

const paperFile = z.object({
  offers: z.array(z.object({ kind: z.string(), seq: z.int(), made: z.boolean(), unconfirmed: z.array(z.string()) })),
});

export async function makePapers(on: Platform, matter_id: string, procedure: string, action: string): Promise<void> {
  const wanted = documentsBefore(procedure, action).filter((kind) => documentKind(kind).must === true);
  if (wanted.length === 0) return;
  const { offers } = paperFile.parse((await on.ask('officer1', 'GET', `/api/matters/${matter_id}/paper-file`)).body);
  for (const kind of wanted) {
    const offer = offers.findLast((each) => each.kind === kind);
    if (offer === undefined || offer.made) continue;
    const { seq, unconfirmed } = offer;
    for (const person of unconfirmed) {
      assert.ok(isPerson(person), person);
      const signed = await on.ask(person, 'POST', `/api/matters/${matter_id}/deeds/${seq}/signature`);
      assert.equal(signed.status, 200, JSON.stringify(signed.body));
    }
    const document = { document_id: randomUUID(), kind, seq };
    const made = await on.ask('officer1', 'POST', `/api/matters/${matter_id}/documents`, document);
    assert.equal(made.status, 200, JSON.stringify(made.body));
  }
}

function isPerson(id: string): id is PersonName {
  return Object.hasOwn(PEOPLE, id);
}
