import assert from 'node:assert/strict';
import { test } from 'node:test';
import { each, many, valuesOf } from './values.fixture.ts';

test('peers are of the same level and kind, and the group widens where fewer than five are', async () => {
  const towns = many(5);
  const other = { fixmedins_code: 'H9', kind: 'D6', hosp_lv: 0 };
  const hospital = { fixmedins_code: 'H8', kind: 'A1', hosp_lv: 3 };
  const shop = { fixmedins_code: 'P1', fixmedins_type: '2', kind: 'P1', hosp_lv: 0 };
  const places = [...towns, other, hospital, shop];
  const groups = places.flatMap((place) =>
    each([place], 50, {
      hosp_lv: `${place.hosp_lv ?? 1}`,
      drug_fen: '3000::BIGINT',
      ...(place === shop ? { care_type: "'pharmacy'" } : {}),
    }),
  );
  const rows = (await valuesOf(places, groups, 'drug_share')).filter(({ month }) => month === null);
  assert.deepEqual(
    rows.map(({ fixmedins_code, peer_group, peers }) => [fixmedins_code, peer_group, peers]),
    [
      ...towns.map(({ fixmedins_code }) => [fixmedins_code, '医疗机构·一级·类别C2', 5]),
      ['H8', '医疗机构', 7],
      ['H9', '医疗机构·基层', 6],
    ],
  );
});

test('fewer than five peers: no z; the value stands', async () => {
  const places = many(4);
  const rows = await valuesOf(places, each(places, 50, { drug_fen: '3000::BIGINT' }), 'drug_share');
  assert.ok(rows.every(({ z, value }) => z === null && value === 0.3));
});

test('z is shrunk where cases are few, and absent below the least', async () => {
  const peers = many(6);
  const z = async (count: number): Promise<number | null | undefined> => {
    const rows = await valuesOf(
      [{ fixmedins_code: 'H1' }, ...peers],
      [{ count, of: { drug_fen: '6000::BIGINT' } }, ...each(peers, 400, { drug_fen: '3000::BIGINT' })],
      'drug_share',
    );
    return rows.find((row) => row.fixmedins_code === 'H1' && row.month === null)?.z;
  };
  const [none, few, lots] = [await z(29), await z(40), await z(4000)];
  assert.equal(none, null);
  assert.ok(few !== null && few !== undefined && lots !== null && lots !== undefined && few > 0 && lots > 2 * few);
});
