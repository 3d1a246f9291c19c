/** Texts of the settings of the bureau. */
const zh = {
  title: '本局设置',
  hint: '文书上的名称、文号、地址、账户和救济机关；已制作的文书不变',
  unset: '还有没设置的内容，制作的文书会写“待设置”',
  region: '医保区划',
  fields: {
    name: '单位名称',
    abbreviation: '文号代字',
    address: '地址',
    telephone: '电话',
    reconsideration: '行政复议机关',
    court: '行政诉讼法院',
    refund_account: '退回基金账户',
    fine_account: '罚款缴纳账户',
  },
  number: (abbreviation: string) => `文号如：${abbreviation}罚告〔2026〕1号`,
  needed: (label: string) => `请填写${label}`,
  save: '保存',
  saved: '已保存，之后制作的文书按此填写',
  readOnly: '由管理员或者负责人修改',
};

const en: typeof zh = {
  title: 'Settings of the bureau',
  hint: 'Name, numbers, address, accounts and authorities on documents; those made before stay as they are',
  unset: 'Not everything is set: documents will say 待设置 (to be set)',
  region: 'Region',
  fields: {
    name: 'Name',
    abbreviation: 'Abbreviation in document numbers',
    address: 'Address',
    telephone: 'Telephone',
    reconsideration: 'Authority for reconsideration',
    court: 'Court for lawsuits',
    refund_account: 'Account for returned fund',
    fine_account: 'Account for fines',
  },
  number: (abbreviation) => `Numbers read: ${abbreviation}罚告〔2026〕1号`,
  needed: (label) => `${label} is needed`,
  save: 'Save',
  saved: 'Saved: documents made from now on say so',
  readOnly: 'Changed by an administrator or a head',
};

export const bureauText = { zh, en };
