/** A sample person at the interface. */
import type { NewAccount } from '@shouhu/server';

export interface Person {
  readonly url: string;
  readonly cookie: string;
  readonly id: string;
  readonly fixmedins_code: string | null;
}

export async function signIn(url: string, { username, password }: NewAccount): Promise<Person> {
  const nobody = { url, cookie: '', id: '', fixmedins_code: null };
  const answer = await send(nobody, 'POST', '/api/auth/sign-in/username', { username, password });
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const me = await ask<Pick<Person, 'id' | 'fixmedins_code'>>({ ...nobody, cookie }, 'GET', '/api/me');
  return { url, cookie, id: me.id, fixmedins_code: me.fixmedins_code };
}

/** @throws Error with the words of the refusal: what samples do is always allowed */
export async function ask<Answer>(who: Person, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const answer = await send(who, method, path, body);
  return JSON.parse(await answer.text());
}

/** Hands a text in as a file. @throws Error as above */
export async function sendFile<Answer>(
  { url, cookie }: Person,
  path: string,
  name: string,
  text: string,
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: {
      cookie,
      origin: url,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    },
    body: text,
  });
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  return JSON.parse(await answer.text());
}

async function send({ url, cookie }: Person, method: string, path: string, body?: object): Promise<Response> {
  const answer = await fetch(url + path, {
    method,
    headers: { cookie, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${answer.status} ${await answer.text()}`);
  return answer;
}
