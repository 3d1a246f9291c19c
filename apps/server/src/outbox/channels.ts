/** Ways out of the platform: a folder from which the bureau's gateway takes messages, or its mail server. */
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fromSystemError } from '@shouhu/errors';
import { createTransport } from 'nodemailer';
import type { Channel } from './schema.ts';

/** A message as it leaves. The same id may come twice after a fault: whoever takes it sends it on once. */
export interface Outgoing {
  readonly id: string;
  /** Number or address in clear. */
  readonly to: string;
  readonly text: string;
}

export type Send = (message: Outgoing) => Promise<void>;
export type Channels = Partial<Readonly<Record<Channel, Send>>>;

export interface ChannelOptions {
  /** Folder for one JSON file per message. */
  readonly spool?: string | undefined;
  /** `smtp://user:password@host:port?from=address`; without it mail goes to the folder too. */
  readonly smtpUrl?: string | undefined;
}

export function channelsOf({ spool, smtpUrl }: ChannelOptions): Channels {
  return {
    ...(spool === undefined ? {} : { sms: spooled(spool, 'sms'), mail: spooled(spool, 'mail') }),
    ...(smtpUrl === undefined ? {} : { mail: mailed(smtpUrl) }),
  };
}

/** Writes `ID.channel.json`, whole or not at all; the same message has the same name. */
function spooled(folder: string, channel: Channel): Send {
  return async ({ id, to, text }) => {
    const path = join(folder, `${id}.${channel}.json`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = await open(`${path}.part`, 'w', 0o600);
      await draft.writeFile(`${JSON.stringify({ id, channel, to, text })}\n`);
      await draft.sync();
      await draft.close();
      await rename(`${path}.part`, path);
    } catch (error) {
      throw fromSystemError(error, path, 'write') ?? error;
    }
  };
}

const SUBJECT = '守护平台通知';

/** A repeat carries the same Message-ID, by which mail servers and readers know it. */
function mailed(url: string): Send {
  const address = new URL(url);
  const from = address.searchParams.get('from') ?? address.username;
  address.searchParams.delete('from');
  const mailer = createTransport(address.href);
  return async ({ id, to, text }) => {
    await mailer.sendMail({ from, to, subject: SUBJECT, text, messageId: `<${id}@shouhu>` });
  };
}
