/** Accounts of the funds and of what institutions are to be paid. */

/** Funds by 基金支付类型, each with money of its own. */
export const FUNDS: Readonly<Record<string, string>> = {
  '310100': '职工基本医疗保险统筹基金',
  '390100': '居民基本医疗保险基金',
  '510100': '生育保险基金',
  '310103': '职工生育待遇',
  '390200': '居民大病保险',
  '330100': '职工大额医疗费用补助',
  '320100': '公务员医疗补助',
  '370100': '企业补充医疗保险',
  '610100': '医疗救助',
};

/** What a fund holds. */
export const fundAccount = (fund: string): string => `fund:${fund}`;
/** Where the money of a fund comes from. */
export const incomeAccount = (source: string, fund: string): string => `income:${source}:${fund}`;
/** What was cleared for an institution and is not paid; below nothing it is carried on. */
export const clearedAccount = (fixmedins_code: string): string => `cleared:${fixmedins_code}`;
/** What has left the bank for institutions. */
export const PAID = 'paid:institutions';
