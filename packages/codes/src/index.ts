export { admdvsPrefix } from './admdvs-prefix.ts';
export { ageAt } from './age.ts';
export type { AgeUnit } from './age.ts';
export {
  BIRTH_DATES,
  SERVICE_DATES,
  isWithin,
  isoWeekday,
  monthStart,
  quarterStart,
  weekStart,
  yearStart,
} from './calendar.ts';
export type { DateRange } from './calendar.ts';
export { careOf, careRows } from './care-type.ts';
export type { Care, CareRow, CareType } from './care-type.ts';
export { classifyCode, isDrug } from './catalogue-code.ts';
export type { CodeKind } from './catalogue-code.ts';
export {
  addDays,
  civilDate,
  civilDay,
  dateParts,
  formatCivilDate,
  formatCivilTime,
  isLeapYear,
  parseCivilDate,
  parseCivilTime,
} from './civil-date.ts';
export type { CivilDate, CivilTime, DateFault, DateParts } from './civil-date.ts';
export type { CodeSet } from './code-set.ts';
export { codeName, codeSets, isCodedField } from './code-sets.ts';
export type { CodedField } from './code-sets.ts';
export { formatDecimal, parseDecimal } from './decimal.ts';
export type { DecimalFault } from './decimal.ts';
export {
  AMOUNT_LIMIT_FEN,
  apportion,
  fen,
  formatYuan,
  groupedYuan,
  mulDiv,
  mulDivFen,
  parseYuan,
  sumFen,
} from './fen.ts';
export type { Fen, Share } from './fen.ts';
export { compareHospLv, hospRank, hospRanks } from './hosp-lv.ts';
export type { HospRank } from './hosp-lv.ts';
export {
  creditCodeCheck,
  idCardCheck,
  isCreditCode,
  isTraceCode,
  readIdCard,
  readInstitutionCode,
  readStaffCode,
} from './identifiers.ts';
export type { IdCard, InstitutionCode, StaffCode } from './identifiers.ts';
export type { Parsed } from './parsed.ts';
export { admdvsName, allRegions, isAdmdvs, regionOf } from './regions.ts';
export type { Region } from './regions.ts';
export {
  PRICE_LIMIT,
  PRICE_ONE_YUAN,
  QUANTITY_LIMIT,
  QUANTITY_ONE,
  RATIO_ONE,
  formatPrice,
  formatQuantity,
  formatRatio,
  parsePrice,
  parseQuantity,
  parseRatio,
  price,
  priceOf,
  quantity,
  ratio,
} from './scaled.ts';
export type { Price, Quantity, Ratio } from './scaled.ts';
export { compareCodePoints } from './text.ts';
