import { readFile } from 'node:fs/promises';
import { policyBook, readClaims, readPolicy, recompute, samplePolicyOf } from '@shouhu/benefits';
import type { Policy, PolicyOf, Recomputed } from '@shouhu/benefits';
import { formatCivilDate } from '@shouhu/codes';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import type { Command } from 'commander';
import { print, printJson, table, yuanText } from '../terminal.ts';

interface ExplainFlags {
  readonly policy?: string;
  readonly json?: true;
}

/** `shouhu benefits explain FILE`: what the funds pay of claims, step by step (docs/benefits.md). */
export function addBenefits(program: Command): void {
  const benefits = program.command('benefits').description('医保待遇 · benefits');
  benefits
    .command('explain <file>')
    .description('逐步说明一个人若干次费用的待遇计算 · explain the calculation of claims of one person')
    .option('--policy <file>', '政策文件，缺省为示例政策 · policy file in place of the sample')
    .option('--json', '机器输出 · machine output')
    .action(explain);
}

async function explain(file: string, { policy, json }: ExplainFlags): Promise<void> {
  const { title, claims } = readClaims(await readJson(file));
  const policyOf: PolicyOf = policy === undefined ? samplePolicyOf : policyBook([readPolicy(await readJson(policy))]);
  const settled = recompute(
    policyOf,
    claims.map(({ claim, insured }, at) => ({ setl_id: String(at + 1), claim, insured, stood: null })),
  );
  if (json) return printJson(settled.map(({ calculation }) => calculation));
  if (title !== '') print(title);
  for (const [at, each] of settled.entries()) {
    const claim = claims[at]?.claim;
    if (claim !== undefined) show(each, formatCivilDate(claim.day), policyOf(claim));
  }
}

function show({ setl_id, calculation }: Recomputed, day: string, { name, sources }: Policy): void {
  print(`\n${setl_id}. ${day}  ${name.zh}`);
  const rows = [...calculation.lines.map(({ step }) => step), ...calculation.steps].map(({ zh, fen, basis }) => [
    zh,
    yuanText(fen),
    basis.map((key) => basisText(sources, key)).join('、'),
  ]);
  print(table([{ title: '步骤' }, { title: '金额', align: 'right' }, { title: '依据' }], rows));
  const { medfee_sumamt, fund_pay_sumamt, psn_part_amt, psn_cash_pay } = calculation.amounts;
  print(
    `总费用 ${yuanText(medfee_sumamt)}，基金支付 ${yuanText(fund_pay_sumamt)}，个人负担 ${yuanText(psn_part_amt)}（现金 ${yuanText(psn_cash_pay)}）`,
  );
}

/** A figure read in a copy by others says so. */
function basisText(sources: Policy['sources'], key: string): string {
  const source = sources[key];
  if (source === undefined) return '未核实';
  return `${source.number ?? source.title}${source.read === 'transcript' ? '（转录）' : ''}`;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fromSystemError(error, path, 'read') ?? error;
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw shouhuError(
      'SH-S009',
      { at: path, reason: error instanceof Error ? error.message : '' },
      { file: path },
      error,
    );
  }
}
