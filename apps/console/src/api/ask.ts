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

  constructor(code: string, status: number, said: Readonly<Record<Language, Said>>) {
    super(`${code} ${said.en.text}`);
    this.name = 'Refused';
    this.code = code;
    this.status = status;
    this.said = said;
  }
}

/** Whether a request was refused because nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.code === 'SH-H001';
}

/** @throws Refused whatever goes wrong */
export async function ask<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw unreachable(0);
  });
  if (response.ok) return response.json();
  const answer: unknown = await response.json().catch(() => undefined);
  throw refusedOf(response.status, answer);
}

function refusedOf(status: number, answer: unknown): Refused {
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return unreachable(status);
  const values = new Map<string, unknown>(Object.entries(answer));
  const text = (name: string): string => {
    const value = values.get(name);
    return typeof value === 'string' ? value : '';
  };
  return new Refused(text('code'), status, {
    zh: { text: text('zh'), fix: text('fix_zh') },
    en: { text: text('en'), fix: text('fix_en') },
  });
}

function unreachable(status: number): Refused {
  return new Refused('', status, {
    zh: { text: '服务器没有应答', fix: '检查网络后重试；已填写的内容仍在页面上' },
    en: { text: 'The server did not answer', fix: 'Check the network and try again; what you typed is still here' },
  });
}
