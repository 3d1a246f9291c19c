/** The envelope of a message (national interface specification, 输入报文): every field with its bounds. */
import { shouhuError } from '@shouhu/errors';
import { z } from 'zod';
import { faultOf, formed, instant, oneOf, optional, text } from './fields.ts';

const REGION = 'yyyyyy'.replaceAll('y', '0');

/** What an institution sends around the `input` of a transaction. */
const envelope = z.object({
  /** 交易编号: `2207`, `3505A`. */
  infno: formed(/^\d{4,6}[A-Z]?$/, 6, '0000'),
  /** 发送方报文 ID, by {@link isMsgid}. */
  msgid: text(30),
  mdtrtarea_admvs: formed(/^\d{6}$/, 6, REGION),
  /** 参保地医保区划: needed when `input` names a `psn_no`. */
  insuplc_admdvs: optional(formed(/^\d{6}$/, 6, REGION)),
  recer_sys_code: text(10),
  dev_no: optional(text(100)),
  dev_safe_info: optional(text(2_000)),
  /** 数字签名信息: SM2 over {@link signedText}, 128 hexadecimal digits. */
  cainfo: optional(text(1_024)),
  signtype: optional(oneOf('SM2')),
  /** `SM4` where `input` is encrypted. */
  enctype: optional(oneOf('SM4')),
  infver: formed(/^V?\d{1,2}\.\d{1,2}$/, 6, 'V1.0'),
  /** `1` 经办人, `2` 自助终端, `3` 移动终端. */
  opter_type: oneOf('1', '2', '3'),
  opter: text(30),
  opter_name: text(50),
  inf_time: instant,
  fixmedins_code: formed(/^[HP]\d{11}$/, 12, 'H00000000000'),
  fixmedins_name: text(200),
  /** 交易签到流水号, from 9001. */
  sign_no: optional(text(30)),
  /** An object, or its ciphertext. */
  input: z.union([z.record(z.string(), z.unknown()), text(4_000_000)], 'object'),
});

export type Envelope = z.output<typeof envelope>;

/**
 * Reads a message.
 * @throws ShouhuError SH-T001 for what is no JSON object; SH-T002 to SH-T004 for the first field that is wrong; SH-T005 for its msgid
 */
export function readEnvelope(message: string): Envelope {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch (error) {
    throw shouhuError('SH-T001', {}, {}, error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw shouhuError('SH-T001', {});
  // Two messages would have one text to be signed.
  const forged = Object.entries(value).find(([, each]) => typeof each === 'string' && /&\w+=/.test(each));
  if (forged !== undefined) throw shouhuError('SH-T004', { field: forged[0], expected: 'text' });
  const read = envelope.safeParse(value);
  if (!read.success) throw faultOf(read.error.issues, value);
  const { msgid, fixmedins_code } = read.data;
  if (!isMsgid(msgid, fixmedins_code)) throw shouhuError('SH-T005', { msgid });
  return read.data;
}

const SENT_AT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** Whether an id is the institution's code, a time (14 digits) and a serial (4 digits). */
export function isMsgid(msgid: string, fixmedins_code: string): boolean {
  const rest = msgid.slice(fixmedins_code.length);
  const [, year, month, date, hour, minute, second] = SENT_AT.exec(rest.slice(0, 14)) ?? [];
  const time = `${year}-${month}-${date}T${hour}:${minute}:${second}`;
  return msgid.startsWith(fixmedins_code) && /^\d{18}$/.test(rest) && !Number.isNaN(Date.parse(`${time}Z`));
}
