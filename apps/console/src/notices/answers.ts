/** What the server answers about notices (api/answers.ts says how these are held to it). */
export interface Notices {
  readonly unread: number;
  readonly notices: readonly {
    readonly notice_id: string;
    readonly told_at: string;
    readonly read: boolean;
    readonly zh: string;
    readonly en: string;
    readonly link: string;
  }[];
}

export type Channel = 'sms' | 'mail';

export interface Contacts {
  readonly channels: readonly Channel[];
  readonly contacts: readonly { readonly channel: Channel; readonly shown: string }[];
}
