/** Seldom more stands beside a row than a finding names: copies of a line, or of a visit, that one is held against. */
import type { Finding, Ruleset } from '@shouhu/rules';
import { judgeByReference } from '@shouhu/rules';
import type { Line, Sale, Visit, World } from '@shouhu/claims';
import { momentNear, text, type WorldSetting } from './make-values.ts';

/** Worlds in a hundred that are looked at for a finding to crowd. */
const LOOKED_AT = 20;

/** The world, in which perhaps a crowd now stands beside what was found. */
export function makeCrowd(setting: WorldSetting, world: World, ruleset: Ruleset): World {
  const { dice } = setting;
  if (!dice.percent(LOOKED_AT)) return world;
  const { findings, undecided } = judgeByReference(ruleset, world);
  const said = [...findings, ...undecided];
  const clashes = said.filter(({ rule_type, evidence }) => rule_type === 'overlap' && 'other_mdtrt_id' in evidence);
  const beside = said.filter(({ rule_type, related_line_ids: ids }) => rule_type !== 'spacing' && ids.length > 0);
  if (clashes.length > 0) return crowdOfVisits(setting, world, dice.pick(clashes));
  return beside.length > 0 ? crowdOfLines(setting, world, dice.pick(beside)) : world;
}

/** Most copies stand where the line does, others a little apart; boxes are sold with them. */
function crowdOfLines(setting: WorldSetting, world: World, { related_line_ids }: Finding): World {
  const { dice, prefix } = setting;
  const models = world.lines.filter(({ line_id }) => related_line_ids.includes(line_id));
  const lines: Line[] = [...world.lines];
  const sales: Sale[] = [...world.sales];
  for (let left = crowdSize(setting); left > 0; left -= 1) {
    const model = dice.pick(models);
    const line_id = `${prefix}L${dice.percent(5) ? '中' : ''}${lines.length + 100}`;
    const apart = dice.percent(10);
    lines.push({
      ...model,
      ...(apart ? { ...momentNear(setting, [model]), rxno: text(setting, 'rxno', 30) } : {}),
      line_id,
    });
    const boxes = world.sales.filter(
      (sale) => sale.line_id === model.line_id && sale.fixmedins_code === model.fixmedins_code,
    );
    sales.push(...boxes.map((sale) => ({ ...sale, line_id })));
  }
  return { ...world, lines: dice.shuffled(lines), sales: dice.shuffled(sales) };
}

/** Copies of a visit that another clashes with, some longer or shorter by a day. */
function crowdOfVisits(setting: WorldSetting, world: World, { psn_no, evidence }: Finding): World {
  const { dice, prefix } = setting;
  const models = world.visits.filter(
    (visit) => visit.psn_no === psn_no && visit.mdtrt_id === evidence['other_mdtrt_id'],
  );
  const visits: Visit[] = [...world.visits];
  for (let left = crowdSize(setting); left > 0; left -= 1) {
    const model = dice.pick(models);
    const end_day = model.end_day === null ? null : model.end_day + dice.pick([-1, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
    visits.push({ ...model, mdtrt_id: `${prefix}V${visits.length + 100}`, end_day });
  }
  return { ...world, visits: dice.shuffled(visits) };
}

/** Around what a finding names, and above. */
function crowdSize({ dice }: WorldSetting): number {
  return dice.pick([49, 50, 51, 52, 53, 60]);
}
