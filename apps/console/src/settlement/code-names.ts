/** Codes of settlements in words: Chinese by the national sets, English by our own. */
import { codeName } from '@shouhu/codes';
import type { Language } from '../language/language.tsx';

export type NamedField = 'fund_pay_type' | 'insutype' | 'med_type' | 'chrgitm_lv' | 'clr_type';

export const ENGLISH: Readonly<Record<NamedField, Readonly<Record<string, string>>>> = {
  fund_pay_type: {
    '310100': "Employees' pool",
    '310103': "Employees' maternity",
    '310200': 'Personal account',
    '320100': "Civil servants' supplement",
    '330100': "Employees' large expenses",
    '330200': "Employees' accidents",
    '340100': 'Retired veterans',
    '350100': 'Disabled servicemen',
    '360100': 'Red Army veterans',
    '370100': 'Enterprise supplement',
    '390100': "Residents' pool",
    '390200': "Residents' serious illness",
    '390300': 'Serious illness supplement',
    '390400': "Residents' accidents",
    '410100': 'Long-term care',
    '510100': 'Maternity',
    '610100': 'Medical assistance',
    '610102': 'Further assistance',
    '610200': "Entitled groups' assistance",
    '620100': 'Special care benefit',
    '630100': 'Waived by the hospital',
    '640100': 'Government backstop',
    '999109': 'Low-income supplement',
    '999996': 'Advanced by the hospital',
    '999997': 'Other fund',
  },
  insutype: {
    '310': 'Employees',
    '320': "Civil servants' supplement",
    '330': 'Large expenses',
    '340': 'Retired veterans',
    '350': 'Disabled servicemen',
    '360': 'Red Army veterans',
    '370': 'Enterprise supplement',
    '380': 'Rural cooperative',
    '390': 'Residents',
    '391': 'Urban residents',
    '392': "Residents' serious illness",
    '399': 'Other persons',
    '410': 'Long-term care',
    '510': 'Maternity',
  },
  med_type: {
    '11': 'Outpatient',
    '12': 'Registration',
    '13': 'Emergency',
    '14': 'Chronic and special disease',
    '15': 'Special drug',
    '16': 'Chinese medicine outpatient',
    '19': 'Accident, outpatient',
    '21': 'Stay',
    '22': 'Stay after injury',
    '23': 'Stay elsewhere by referral',
    '24': 'Emergency, then stay',
    '25': 'Stay elsewhere',
    '26': 'Single-disease stay',
    '27': 'Stay by own choice',
    '28': 'Day surgery',
    '41': 'Pharmacy',
    '51': 'Maternity, outpatient',
    '52': 'Maternity stay',
    '53': 'Family planning surgery',
    '61': 'Care insurance',
    '81': 'Accident, outpatient',
    '1301': 'Emergency',
    '2101': 'Stay',
    '2102': 'Single-disease stay',
    '2105': 'Stay by the day',
    '2106': 'Delivery',
    '2107': 'Caesarean section',
    '2114': 'Palliative stay',
    '5212': "Newborn's stay",
    '9921': 'Newborn with the mother',
    '9929': 'Pharmacy, chronic disease',
    '140101': 'Serious disease, outpatient',
    '140104': 'Chronic disease, outpatient',
    '140201': 'Special disease, outpatient',
  },
  clr_type: { '11': 'Outpatient', '21': 'Stays', '41': 'Pharmacy' },
  chrgitm_lv: { '01': 'class A', '02': 'class B', '03': 'class C' },
};

/** How a code is called; itself where it is in no national set. */
export function nameOfCode(field: NamedField, code: string, language: Language): string {
  return (language === 'zh' ? codeName(field, code) : ENGLISH[field][code]) ?? code;
}

/** The codes of a field as a filter offers them. */
export const choicesOf = (field: NamedField, language: Language) =>
  Object.keys(ENGLISH[field]).map((value) => ({ value, label: nameOfCode(field, value, language) }));
