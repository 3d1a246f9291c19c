/** Invented insured persons for tests, as a folder of registry tables. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeInsured } from './take-in.ts';
import type { TakenIn } from './take-in.ts';
import { PEOPLE } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';

export type RegistryTables = Partial<Record<'psn_info_b' | 'psn_insu_d' | 'psn_idet_d', string>>;

/** An employee with an account of 120.50 yuan, a poor resident, a dead one, and one whose insurance is paused. */
export const REGISTRY: RegistryTables = {
  psn_info_b: `psn_no,psn_cert_type,certno,psn_name,gend,naty,brdy,die_date,card_no,card_sn
4290000001,01,990001198001010011,测试甲,1,01,1980-01-01,,429000C1,SN1
4290000002,01,990001195002020028,测试乙,2,01,1950-02-02,,429000C2,SN2
4290000003,01,990001194003030035,测试丙,1,01,1940-03-03,2026-01-15,429000C3,SN3
4290000004,01,99000119900404004X,"测试,丁",2,,1990-04-04,,,
`,
  psn_insu_d: `psn_no,insutype,psn_type,psn_insu_stas,psn_insu_date,paus_insu_date,cvlserv_flag,insuplc_admdvs,emp_name,balc
4290000001,310,1101,1,2020-01-01,,0,429000,测试单位,120.50
4290000001,510,1101,1,2020-01-01,,0,429000,测试单位,
4290000002,390,1501,1,2020-01-01,,0,429000,,
4290000003,390,1501,4,2020-01-01,2026-01-16,0,429000,,
4290000004,310,1101,2,2020-01-01,2026-02-01,0,429000,,0
`,
  psn_idet_d: `psn_no,psn_idet_type,psn_type_lv,begndate,enddate,memo
4290000002,01,,2025-01-01,,救助对象
`,
};

export async function takeIn(on: Platform, tables: RegistryTables = REGISTRY): Promise<TakenIn> {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-registry-'));
  try {
    for (const [name, text] of Object.entries(tables)) await writeFile(join(folder, `${name}.csv`), text);
    return await takeInsured(on.services, { caller: PEOPLE.admin, at: on.now() }, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
