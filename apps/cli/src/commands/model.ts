import { writeFile } from 'node:fs/promises';
import { FILES } from '@shouhu/audit';
import { fromSystemError } from '@shouhu/errors';
import { casesOf, indicators, readLabels, trainModel, type Model } from '@shouhu/indicators';
import type { Command } from 'commander';
import { countText, print, printJson, table } from '../terminal.ts';

interface TrainFlags {
  readonly runs: readonly string[];
  readonly labels: string;
  readonly out: string;
  readonly json?: true;
}

/** `shouhu model train`: a model of confirmed cases over the indicators of finished runs. */
export function addModel(program: Command): void {
  program
    .command('model')
    .description('风险模型 · a model trained from confirmed cases')
    .command('train')
    .description('用查实结论训练 · train it')
    .requiredOption('--runs <dirs...>', '稽核结果文件夹，可多个 · folders of finished runs')
    .requiredOption('--labels <csv>', '查实结论表 · table of confirmed cases: fixmedins_code,confirmed,note')
    .requiredOption('--out <file>', '模型文件 · file for the model')
    .option('--json', '机器输出 · machine output')
    .action(train);
}

async function train({ runs, labels: path, out, json }: TrainFlags): Promise<void> {
  const labels = await readLabels(path);
  const cases = await casesOf(runs, FILES.indicators);
  const model = trainModel(cases, labels);
  await write(out, model);
  const known = new Set(cases.map(({ fixmedins_code }) => fixmedins_code));
  const unknown = [...labels.keys()].filter((code) => !known.has(code));
  if (json) return printJson({ ...model, unknown });
  print(modelText(model));
  if (unknown.length > 0) {
    print(
      `另有 ${countText(unknown.length)} 家有结论的机构不在所给结果中，未使用 · not in the runs: ${unknown.join(' ')}`,
    );
  }
}

async function write(path: string, model: Model): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(model, null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw fromSystemError(error, path, 'write') ?? error;
  }
}

const SHOWN = 12;

function modelText({ features, validation }: Model): string {
  const names = new Map(indicators.map(({ id, name }) => [id, name]));
  const strongest = features.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, SHOWN);
  return [
    '',
    `样本 ${countText(validation.cases)} 家次，其中查实 ${countText(validation.confirmed)}；以下均为交叉验证（${validation.folds} 折，未见过的机构）`,
    `Cases ${validation.cases}, ${validation.confirmed} confirmed; measured on institutions the model had not seen`,
    '',
    `AUC ${validation.auc.toFixed(4)}   Brier ${validation.brier.toFixed(4)}（只报平均数 base rate ${validation.brier_base.toFixed(4)}）   对数损失 log loss ${validation.log_loss.toFixed(4)}   惩罚 penalty ${validation.penalty}`,
    '',
    table(
      [
        { title: '家次 cases', align: 'right' },
        { title: '预测概率 told', align: 'right' },
        { title: '实际查实 confirmed', align: 'right' },
      ],
      validation.reliability.map((bin) => [countText(bin.cases), bin.told.toFixed(4), bin.confirmed.toFixed(4)]),
    ),
    '',
    table(
      [{ title: '指标 indicator' }, { title: '每标准差的对数优势 log-odds', align: 'right' }],
      strongest.map(({ indicator, weight }) => [names.get(indicator) ?? indicator, weight.toFixed(4)]),
    ),
    '',
  ].join('\n');
}
