/** The county's insured as the registry of a till knows them, with invented names, certificates and cards, and what it pays by. */
import { idCardCheck } from '@shouhu/codes';
import { contactOf } from '../county/people.ts';
import { ADMDVS } from '../county/institutions.ts';
import { LIST_TYPES } from '../catalogue/item.ts';
import type { Item, Person } from '../model.ts';
import { TableFolder } from './csv.ts';
import type { TableFile } from './csv.ts';
import { dayText, decimalText } from './text.ts';

const registryColumns = {
  psn_info_b: 'psn_no,psn_cert_type,certno,psn_name,gend,naty,brdy,die_date,card_no,card_sn',
  psn_insu_d:
    'psn_no,insutype,psn_type,psn_insu_stas,psn_insu_date,paus_insu_date,cvlserv_flag,insuplc_admdvs,emp_name,balc',
  psn_idet_d: 'psn_no,psn_idet_type,psn_type_lv,begndate,enddate,memo',
  hilist_b:
    'med_list_codg,begndate,enddate,list_type,chrgitm_lv,med_chrgitm_type,selfpay_prop,pric_uplmt_amt,lmt_used_flag',
} as const;

/** Certificates of a region that there is none of: 99, and what tells people of one birthday apart. */
const NOWHERE = '99';
const SERIALS = 500;
/** 人员身份类别 of those whom medical aid pays for. The code is ours; provinces have their own. */
const AIDED = '01';

export class Registry {
  readonly #folder: TableFolder;
  readonly #people: TableFile;
  readonly #insurances: TableFile;
  readonly #identities: TableFile;
  readonly #items: TableFile;
  readonly #known = new Set<string>();
  readonly #since: string;

  /** @param firstDay on which identities began */
  constructor(out: string, firstDay: number) {
    this.#folder = new TableFolder(out);
    this.#people = this.#folder.file('psn_info_b', registryColumns.psn_info_b);
    this.#insurances = this.#folder.file('psn_insu_d', registryColumns.psn_insu_d);
    this.#identities = this.#folder.file('psn_idet_d', registryColumns.psn_idet_d);
    this.#items = this.#folder.file('hilist_b', registryColumns.hilist_b);
    this.#since = dayText(firstDay);
  }

  /** @param balance of the personal account, in fen */
  person(person: Person, balance: number): void {
    const { index, psn_no, gend, brdy, insutype, psn_type, aided, die_date } = person;
    const died = die_date === null ? '' : dayText(die_date);
    const serial = `${index + 1}`;
    this.#people.add(
      `${psn_no},01,${certificateOf(person)},测试${serial},${gend},01,${dayText(brdy)},${died},${ADMDVS}C${serial.padStart(8, '0')},SN${serial.padStart(10, '0')}`,
    );
    const official = psn_type.endsWith('02') ? '1' : '0';
    const { emp_name } = contactOf(person);
    const account = insutype === '310' ? (Math.max(0, balance) / 100).toFixed(2) : '';
    this.#insurances.add(
      `${psn_no},${insutype},${psn_type},1,2020-01-01,,${official},${ADMDVS},${emp_name},${account}`,
    );
    if (insutype === '310')
      this.#insurances.add(`${psn_no},510,${psn_type},1,2020-01-01,,${official},${ADMDVS},${emp_name},`);
    if (aided) this.#identities.add(`${psn_no},${AIDED},,${this.#since},,救助对象`);
  }

  /** An item that somebody was charged for, once. */
  item({ code, kind, chrgitm_lv, med_chrgitm_type, selfpay_prop, pric_uplmt }: Item): void {
    if (this.#known.has(code)) return;
    this.#known.add(code);
    const money = `${decimalText(selfpay_prop)},${decimalText(pric_uplmt)}`;
    this.#items.add(`${code},2020-01-01,,${LIST_TYPES[kind]},${chrgitm_lv},${med_chrgitm_type},${money},0`);
  }

  close(): void {
    this.#folder.close();
  }
}

/** A citizen number with a right check digit and sex, and no real bearer. */
function certificateOf({ index, brdy, gend }: Pick<Person, 'index' | 'brdy' | 'gend'>): string {
  const place = `${Math.floor(index / SERIALS) % 10_000}`.padStart(4, '0');
  const serial = `${(index % SERIALS) * 2 + (gend === '1' ? 1 : 0)}`.padStart(3, '0');
  const first17 = `${NOWHERE}${place}${dayText(brdy).replaceAll('-', '')}${serial}`;
  return `${first17}${idCardCheck(first17) ?? ''}`;
}
