import { uuid } from './uuid.ts';

/**
 * Ids of a client's requests: the same for the same content, so that a repeat after a lost answer does nothing twice; a new one for
 * another content, which the server would refuse under the old.
 */
export function requestIds(): (content: object) => string {
  const ids = new Map<string, string>();
  return (content) => {
    const key = JSON.stringify(content);
    const id = ids.get(key) ?? uuid();
    ids.set(key, id);
    return id;
  };
}
