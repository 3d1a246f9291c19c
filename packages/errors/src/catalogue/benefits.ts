import type { Entry } from '../entry.ts';

/** SH-S: what the funds pay of a claim cannot be calculated. */
export const benefitErrors = {
  'SH-S001': {
    exit: 1,
    zh: '待遇政策文件有误：{at}：{reason}',
    en: 'The policy file is wrong at {at}: {reason}',
    fix_zh: '按 docs/benefits.md 的写法改正该处',
    fix_en: 'Correct it as docs/benefits.md describes',
  },
  'SH-S002': {
    exit: 1,
    zh: '参保地 {admdvs} 在 {day} 没有生效的待遇政策',
    en: 'No policy is in force for the region {admdvs} on {day}',
    fix_zh: '核对参保地区划和日期；确实缺少的，录入该地该时段的政策',
    fix_en: 'Check the region and the day; where the policy is missing, add it for that time',
  },
  'SH-S003': {
    exit: 1,
    zh: '政策 {policy} 没有险种 {insutype}',
    en: 'The policy {policy} has no insurance of the kind {insutype}',
    fix_zh: '核对险种；确实应有的，在政策中补充',
    fix_en: 'Check the kind of insurance; where it belongs there, add it to the policy',
  },
  'SH-S004': {
    exit: 1,
    zh: '政策 {policy} 的“{scheme}”没有医疗类别 {med_type} 的待遇',
    en: 'The policy {policy} has no benefit for care of the kind {med_type} in {scheme}',
    fix_zh: '核对医疗类别；基金不支付的类别也应在政策中写明',
    fix_en: 'Check the kind of care; what the funds do not pay must also stand in the policy',
  },
  'SH-S005': {
    exit: 1,
    zh: '“{benefit}”需先认定病种，参保人未认定：{dise_codg}',
    en: '{benefit} needs a recognised disease, and the person is not recognised for: {dise_codg}',
    fix_zh: '先办理病种认定，或按普通门诊结算',
    fix_en: 'Have the disease recognised first, or settle as ordinary outpatient care',
  },
  'SH-S006': {
    exit: 1,
    zh: '费用明细合计为负：{name} {amount} 元',
    en: 'The lines sum to less than nought: {name} {amount} yuan',
    fix_zh: '核对退费明细，退费不得超过已收费用',
    fix_en: 'Check the refund lines: no more can be refunded than was charged',
  },
  'SH-S007': {
    exit: 1,
    zh: '该费用计入 {year} 年度，给出的累计是 {given} 年度的',
    en: 'The claim counts in {year}, the sums given are of {given}',
    fix_zh: '取该年度的累计；跨年住院按政策确定的年度',
    fix_en: 'Take the sums of that year; the policy says to which year a stay over the turn belongs',
  },
  'SH-S008': {
    exit: 1,
    zh: '医院等级不是国家编码：{hosp_lv}',
    en: 'The grade of the institution is no national code: {hosp_lv}',
    fix_zh: '核对机构登记的医院等级（01–11）',
    fix_en: 'Check the grade of the institution in the registry (01 to 11)',
  },
  'SH-S009': {
    exit: 1,
    zh: '费用文件有误：{at}：{reason}',
    en: 'The file of claims is wrong at {at}: {reason}',
    fix_zh: '按 docs/benefits.md 的示例改正该处',
    fix_en: 'Correct it as the examples of docs/benefits.md show',
  },
  'SH-S010': {
    exit: 1,
    zh: '住院 {mdtrt_id} 之后还有结算，不能先撤销本次',
    en: 'The stay {mdtrt_id} was settled again since: this part cannot be taken back first',
    fix_zh: '先撤销该次住院最后一次结算，再逐次向前撤销',
    fix_en: 'Take back the last settlement of the stay first, then those before it',
  },
  'SH-S011': {
    exit: 1,
    zh: '政策 {policy} 已用于结算，文件内容却不同了',
    en: 'Policy {policy} was settled by, and its file is another one now',
    fix_zh: '恢复原文件；改变的待遇写成新文件，用新的 id 和以后的 valid_from',
    fix_en:
      'Put the former file back; write what changes into a new file, with an id of its own and a later valid_from',
  },
  'SH-S012': {
    exit: 1,
    zh: '参保地 {insuplc_admdvs} 在 {day} 已按政策 {policy} 结算，这些文件却使该日适用 {now}',
    en: 'On {day} claims of {insuplc_admdvs} were settled by policy {policy}; by these files {now} would hold that day',
    fix_zh: '保留已用过的政策文件，新政策的 valid_from 填最后结算日之后',
    fix_en: 'Keep the files of policies that were used, and begin a new one after the last settled day',
  },
  'SH-S013': {
    exit: 1,
    zh: '文件夹 {folder} 里没有待遇政策文件',
    en: 'The folder {folder} holds no policy files',
    fix_zh: '放入 .json 政策文件，格式见 docs/benefits.md',
    fix_en: 'Put policy files (.json) there, as docs/benefits.md describes them',
  },
} as const satisfies Record<string, Entry>;
