/** The files of local knowledge (docs/formats.md "Local knowledge"): their columns, needed or not, and what they mean. */

export interface Column {
  readonly name: string;
  /** Must stand in the header; whether a cell may be empty depends on the row. */
  readonly needed: boolean;
  /** For the person who fills it in. */
  readonly about: string;
}

export interface Table {
  readonly file: string;
  readonly about: string;
  readonly columns: readonly Column[];
}

const needed = (name: string, about: string): Column => ({ name, needed: true, about });
const optional = (name: string, about: string): Column => ({ name, needed: false, about });

const rule = needed('rule', '规则：国家规则名称、GZ 或 LK 编码；或本地新规则名称（此时必须填写 verdict）');
const validity: readonly Column[] = [
  optional('valid_from', '生效日期（含当日），按就诊或费用发生日期判断，格式 yyyy-MM-dd；空为不限'),
  optional('valid_to', '失效日期（含当日）；空为不限'),
];
const basis = optional('basis', '依据的法规或文件');
const common: readonly Column[] = [
  optional('verdict', 'violation 明确违规 或 suspicion 可疑；本地新规则必填，国家规则空为沿用'),
  optional('care_type', 'outpatient 门诊、inpatient 住院、pharmacy 药店；空为全部'),
  ...validity,
  basis,
  optional('message', '提示语，可空；仅用于本地新规则'),
];
const across = optional('across', 'institution 同一机构内（默认）或 all 跨机构合并');
const windowAbout =
  '时间窗：line、prescription、operation、hour、hours:N、day、visit、stay、week、month、quarter、year、days:N';
const subjectCode = needed('subject_code', '对象编码；以 * 结尾为前缀；多个以 ; 分隔；不知编码的项目可写“名:项目名称”');
const subjectName = optional('subject_name', '对象名称，仅供阅读');

const table = (file: string, about: string, ...own: readonly Column[]): Table => ({
  file,
  about,
  columns: [rule, ...own, ...common],
});

export const restrictTable = table(
  'restrict.csv',
  '对象（项目、诊断或手术）须满足的条件：条件不成立即为问题。同一规则、对象、属性的多行满足其一即可',
  subjectCode,
  subjectName,
  needed(
    'property',
    '属性：gend、age、insutype、psn_type、hosp_lv、fixmedins_type、dept、diag_code、oprn_code、med_type、profttl',
  ),
  needed('operator', '=、!=、<、<=、>、>=、in、not in；age 与 hosp_lv 还可用 between（两端均含）'),
  needed('value', '值；多个以 ; 分隔；编码以 * 结尾为前缀'),
  optional('unit', '年龄单位：day、month、year；其他属性留空'),
);

export const unpayableTable = table(
  'unpayable.csv',
  '基金不予支付的项目',
  subjectCode,
  subjectName,
  needed('when', 'always 一律不予支付；alone 处方仅由此类项目组成时不予支付'),
);

export const priceTable = table(
  'price.csv',
  '价格：单价上限、折价、支付限额',
  subjectCode,
  needed('measure', 'unit_price 单价上限；discount 折价；paid 支付限额'),
  optional('with_code', 'discount：与这些编码同收时折价；空为同一对象集合内第二项起折价'),
  optional('window', `${windowAbout}（discount 与 paid 必填）`),
  optional('ratio', 'discount：应收比例，0 到 1'),
  optional('max', 'unit_price：单价上限（元），空为明细自带的 pric_uplmt_amt；paid：限额（元）'),
  optional('unit', 'yuan 或留空'),
  across,
);

export const togetherTable = table(
  'together.csv',
  '同一时间窗内不得并存的两个对象',
  needed('code_a', '编码 A；以 * 结尾为前缀；多个以 ; 分隔'),
  needed('code_b', '编码 B'),
  needed('window', windowAbout),
  optional('pays', '违规一方：a 或 b；空为 b'),
  optional('allowed_with', '同窗口内存在这些编码之一时允许并存'),
  across,
);

export const limitTable = table(
  'limit.csv',
  '时间窗内的数量上限：大于 max 即为问题',
  subjectCode,
  needed('measure', 'cnt 数量、amount 金额、days 天数、kinds 品种数、visits 人次、weight 重量（按 cnt 以克计）'),
  needed('window', windowAbout),
  needed('max', '上限'),
  optional('unit', '空、yuan（用于 amount）、g（用于 weight）或 per_stay_day（上限乘以住院天数）'),
  optional('group', '同组的行合并计数；空为各自计数'),
  across,
);

export const spacingTable = table(
  'spacing.csv',
  '两次之间的最短间隔：恰为 min 不算问题',
  needed('subject_code', '对象编码；admission 表示住院'),
  optional('other_code', '在先的另一编码；空为同一对象'),
  needed('min', '最短间隔，正整数'),
  optional('unit', 'day（默认）或 hour'),
  optional('same', '仅用于 admission：diagnosis 表示两次住院须有同一类目（前三位）的诊断；空为不限'),
  across,
);

export const needsTable = table(
  'needs.csv',
  '须伴随的项目、诊断或手术：至少有其一',
  subjectCode,
  subjectName,
  needed('needs_code', '所需编码；多个以 ; 分隔，项目、诊断、手术可混写；以 * 结尾为前缀'),
  needed('window', windowAbout),
  optional('look_back_days', '向前追溯的天数；空为 0'),
  across,
);

export const parametersTable: Table = {
  file: 'parameters.csv',
  about: '规则参数：按机构、等级与日期调整；机构优先于等级，等级优先于全体',
  columns: [
    needed('rule', '规则名称或编码，或一个知识点的编号（如 DEF-050-DAY）'),
    needed(
      'parameter',
      'enabled（1 启用、0 停用）、defaults（0 停用默认知识点）、verdict、max、min、ratio、look_back_days、child_bound',
    ),
    needed('value', '值，单位与规则知识相同（金额为元）'),
    optional('fixmedins_code', '定点机构编码；空为全部机构'),
    optional('hosp_lv', '医院等级；空为全部等级'),
    ...validity,
    basis,
  ],
};

export const exemptTable: Table = {
  file: 'exempt.csv',
  about: '豁免：相符的问题照常列出并注明豁免，不计入合计',
  columns: [
    needed('rule', '规则名称或编码；空为全部规则'),
    needed('subject_kind', 'institution 机构、person 人员、doctor 医师、item 项目、visit 就诊'),
    needed('code', '机构、人员、医师、项目编码或就诊 ID'),
    ...validity,
    needed('reason', '豁免理由'),
    basis,
  ],
};

/** Every file of a folder of local knowledge. */
export const localTables: readonly Table[] = [
  restrictTable,
  unpayableTable,
  priceTable,
  togetherTable,
  limitTable,
  spacingTable,
  needsTable,
  parametersTable,
  exemptTable,
];
