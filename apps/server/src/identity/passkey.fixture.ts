/** A device with a passkey, for tests: what a browser and its authenticator would answer (WebAuthn level 2, attestation `none`). */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

interface Said {
  readonly origin?: string;
  /** What the device counts to. */
  readonly counter?: number;
  /** Whether it verified its person. */
  readonly verified?: boolean;
}

interface Asked {
  readonly challenge?: unknown;
}

export interface Device {
  /** Bodies of requests: an enrolment, a sign-in. */
  readonly enrol: (asked: Asked, said?: Said) => string;
  readonly signIn: (asked: Asked, said?: Said) => string;
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

export function newDevice(origin = 'http://localhost:8080'): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const credential = randomBytes(16);
  const id = credential.toString('base64url');
  const cose = map([
    [number(1), number(2)],
    [number(3), number(-7)],
    [number(-1), number(1)],
    [number(-2), bytes(Buffer.from(x, 'base64url'))],
    [number(-3), bytes(Buffer.from(y, 'base64url'))],
  ]);
  const clientData = (type: string, { challenge }: Asked, said: Said): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: said.origin ?? origin, crossOrigin: false }));
  const authenticatorData = ({ counter = 0, verified = true }: Said, enrolled = false): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = 1 + (verified ? 4 : 0) + (enrolled ? 64 : 0);
    const length = Buffer.from([0, credential.length]);
    const attested = enrolled ? [Buffer.alloc(16), length, credential, cose] : [];
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags]), count, ...attested]);
  };
  const answer = (clientDataJSON: Buffer, more: Readonly<Record<string, Buffer>>): string => {
    const parts = Object.entries({ clientDataJSON, ...more });
    const response = Object.fromEntries(parts.map(([name, value]) => [name, value.toString('base64url')]));
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  };
  return {
    enrol: (asked, said = {}) =>
      answer(clientData('webauthn.create', asked, said), {
        attestationObject: map([
          [text('fmt'), text('none')],
          [text('attStmt'), map([])],
          [text('authData'), bytes(authenticatorData(said, true))],
        ]),
      }),
    signIn: (asked, said = {}) => {
      const data = clientData('webauthn.get', asked, said);
      const held = authenticatorData(said);
      const signature = sign('sha256', Buffer.concat([held, sha256(data)]), privateKey);
      return answer(data, { authenticatorData: held, signature });
    },
  };
}

/** CBOR, as much as is needed. */
function head(major: number, value: number): Buffer {
  const kind = major * 32;
  if (value < 24) return Buffer.from([kind + value]);
  return value < 256 ? Buffer.from([kind + 24, value]) : Buffer.from([kind + 25, value >> 8, value % 256]);
}

function number(value: number): Buffer {
  return value < 0 ? head(1, -1 - value) : head(0, value);
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([head(2, value.length), value]);
}

function text(value: string): Buffer {
  return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
}

function map(pairs: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([head(5, pairs.length), ...pairs.flat()]);
}
