import { refusedOf, unreachable } from '../api/ask.ts';

/**
 * Sends a file as it is, and tells how much of it is on its way: fetch cannot.
 * @param onShare of 0 to 1
 * @throws Refused whatever goes wrong
 */
export async function sendFile(path: string, file: File, onShare: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 1 : loaded / total));
    request.addEventListener('error', () => reject(unreachable(0)));
    request.addEventListener('load', () => {
      if (request.status === 200) return resolve();
      reject(refusedOf(request.status, parsed(request.responseText)));
    });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
