/** An institution's side of the interface: builds messages, signs them, sends them. */
import { decryptText, encryptText } from '@shouhu/vault';
import type { Answer } from './answer.ts';
import { signMessage } from './signature.ts';
import { compactTime, instantText } from './time.ts';

/** Who sends. */
export interface Sender {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly mdtrtarea_admvs: string;
  readonly opter: string;
  readonly opter_name: string;
  /** SM2, 32 bytes, hexadecimal; absent: unsigned, which only a demo on its own machine takes. */
  readonly privateKey?: string | undefined;
  /** SM4, 16 bytes, hexadecimal, where bodies are encrypted. */
  readonly bodyKey?: string | undefined;
}

export interface Sending {
  readonly infno: string;
  readonly input: object;
  readonly at: Date;
  /** Of this second, 1 to 9999: with it the id of the message is made. */
  readonly serial: number;
  /** Needed when `input` names a `psn_no`. */
  readonly insuplc_admdvs?: string | undefined;
  readonly sign_no?: string | undefined;
}

export interface Message {
  readonly msgid: string;
  readonly infno: string;
  /** The JSON that is sent; sent again as it is, it is the same message. */
  readonly text: string;
}

export function buildMessage(sender: Sender, { infno, input, at, serial, insuplc_admdvs, sign_no }: Sending): Message {
  const { privateKey, bodyKey, ...who } = sender;
  const msgid = `${sender.fixmedins_code}${compactTime(at)}${String(serial).padStart(4, '0')}`;
  const unsigned = {
    infno,
    msgid,
    ...(insuplc_admdvs === undefined ? {} : { insuplc_admdvs }),
    recer_sys_code: 'YBXT',
    infver: 'V1.0',
    opter_type: '1',
    inf_time: instantText(at),
    ...who,
    ...(sign_no === undefined ? {} : { sign_no }),
    ...(privateKey === undefined ? {} : { signtype: 'SM2' }),
    ...(bodyKey === undefined ? {} : { enctype: 'SM4' }),
    input: bodyKey === undefined ? input : encryptText(bodyKey, JSON.stringify(input)),
  };
  if (privateKey === undefined) return { msgid, infno, text: JSON.stringify(unsigned) };
  const cainfo = signMessage(privateKey, JSON.stringify(unsigned));
  return { msgid, infno, text: JSON.stringify({ ...unsigned, cainfo }) };
}

/** What came back. */
export interface Received {
  readonly status: number;
  /** The bytes of the answer as text; a repeat gets the same. */
  readonly text: string;
  readonly answer: Answer;
}

/** @param url of the platform: `http://127.0.0.1:7700` @throws TypeError when nobody answers, SyntaxError when it is no answer */
export async function send(url: string, { infno, text }: Message, bodyKey?: string): Promise<Received> {
  const response = await fetch(new URL(`/fsi/api/${infno}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: text,
  });
  return received(response.status, await response.text(), bodyKey);
}

/** An answer out of its bytes, its `output` decrypted where it was encrypted. */
export function received(status: number, text: string, bodyKey?: string): Received {
  const answer: Answer = JSON.parse(text);
  if (typeof answer.output !== 'string' || bodyKey === undefined) return { status, text, answer };
  const output: object = JSON.parse(decryptText(bodyKey, answer.output) ?? '{}');
  return { status, text, answer: { ...answer, output } };
}
