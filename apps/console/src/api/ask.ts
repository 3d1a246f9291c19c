/** The one way to the server: JSON there and back; what it refuses is thrown as {@link Refused}. */

type Language = 'zh' | 'en';

interface Said {
  readonly text: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A request that failed, in the words of the catalogue. */
export class Refused extends Error {
  readonly code: string;
  /** 0: nobody answered, and what was asked may or may not have been done. */
  readonly status: number;
  readonly said: Readonly<Record<Language, Said>>;
  /** Of a table that was sent: the line at fault, and what it is about. */
  readonly line: { readonly line: number; readonly field: string } | null;

  constructor(code: string, status: number, said: Readonly<Record<Language, Said>>, line: Refused['line'] = null) {
    super(`${code} ${said.en.text}`);
    this.name = 'Refused';
    this.code = code;
    this.status = status;
    this.said = said;
    this.line = line;
  }
}

/** Whether a request was refused because nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.code === SIGNED_OUT;
}

/** The refusal that a page meets which asks who is there, and nobody is. */
export function signedOut(): Refused {
  return new Refused(SIGNED_OUT, 401, {
    zh: { text: '尚未登录', fix: '请登录' },
    en: { text: 'Nobody is signed in', fix: 'Sign in' },
  });
}

const SIGNED_OUT = 'SH-H001';

/** @throws Refused whatever goes wrong */
export async function ask<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': typeOf(body) }) },
    ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
  }).catch(() => {
    throw unreachable(0);
  });
  if (response.ok) return response.json();
  throw await refusedBy(response);
}

/** Why a request was refused; undefined is no response at all. */
export async function refusedBy(response: Response | undefined): Promise<Refused> {
  if (response === undefined) return unreachable(0);
  const answer: unknown = await response.json().catch(() => undefined);
  return refusedOf(response.status, answer);
}

/** A file is sent as it is: its content decides what it is, not its name. */
function typeOf(body: object): string {
  return body instanceof Blob ? 'application/octet-stream' : 'application/json';
}

/** What an answer that is no success says. */
export function refusedOf(status: number, answer: unknown): Refused {
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return unreachable(status);
  const values = new Map<string, unknown>(Object.entries(answer));
  const text = (name: string): string => {
    const value = values.get(name);
    return typeof value === 'string' ? value : '';
  };
  const said = {
    zh: { text: text('zh'), fix: text('fix_zh') },
    en: { text: text('en'), fix: text('fix_en') },
  };
  return new Refused(text('code'), status, said, lineOf(values.get('place')));
}

function lineOf(place: unknown): Refused['line'] {
  if (typeof place !== 'object' || place === null || !('line' in place) || typeof place.line !== 'number') return null;
  return { line: place.line, field: 'field' in place ? String(place.field) : '' };
}

/** Nobody answered, or nobody who speaks as the server does. */
export function unreachable(status: number): Refused {
  return new Refused('', status, {
    zh: { text: '服务器没有应答', fix: '检查网络后重试；已填写的内容仍在页面上' },
    en: { text: 'The server did not answer', fix: 'Check the network and try again; what you typed is still here' },
  });
}
