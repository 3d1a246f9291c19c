/** What sample accounts find to do: a county at work, told over the interface as its people would, each step checked and logged. */
import { randomUUID } from 'node:crypto';
import { dateParts, formatCivilDate, parseCivilDate } from '@shouhu/codes';
import type { NewAccount } from '@shouhu/server';
import { bureauDay } from './demo-day.ts';
import { ask, sendFile, signIn } from './demo-person.ts';
import type { Person } from './demo-person.ts';

const ADMDVS = '429000';

interface Lead {
  readonly lead_id: string;
  readonly title: string;
  readonly expected_fen: number;
  /** Last day of what it is about. */
  readonly period_to: string;
  readonly institutions: readonly { readonly fixmedins_code: string; readonly fixmedins_name: string }[];
}

/** A day before today, as the interface writes days. */
const ago = (days: number): string => formatCivilDate(bureauDay(days));

interface PaperFile {
  readonly offers: readonly {
    readonly kind: string;
    readonly seq: number;
    readonly made: boolean;
    readonly unconfirmed: readonly string[];
  }[];
}

/** Makes the documents of all that was done, confirmed first by those who took part, and hands the decision over. */
async function makePapers(matter_id: string, opener: Person, colleagues: readonly Person[]): Promise<void> {
  const at = `/api/matters/${matter_id}`;
  const { offers } = await ask<PaperFile>(opener, 'GET', `${at}/paper-file`);
  for (const { kind, seq, made, unconfirmed } of offers) {
    if (made) continue;
    for (const each of colleagues.filter(({ id }) => unconfirmed.includes(id))) {
      // One word confirms a step, of which several documents may be made.
      await ask(each, 'POST', `${at}/deeds/${seq}/signature`);
    }
    const document_id = randomUUID();
    await ask(opener, 'POST', `${at}/documents`, { document_id, kind, seq });
    if (kind === 'penalty-decision') {
      const delivered = { way: '直接送达', on: ago(29), receiver: '医保办' };
      await ask(opener, 'POST', `/api/documents/${document_id}/delivery`, delivered);
    }
  }
}

/** Takes the steps of one matter after another, each on its day. */
async function matter(opener: Person, procedure: string, lead: Lead, fixmedins_code: string, matter_id = randomUUID()) {
  await ask(opener, 'POST', '/api/matters', { matter_id, procedure, lead_id: lead.lead_id, fixmedins_code });
  let seen = 0;
  const take = async (
    who: Person,
    action: string,
    on: string | undefined,
    facts: object = {},
    others: readonly string[] = [],
  ) => {
    const step = { request_id: randomUUID(), seen, action, on, facts, with: others };
    await ask(who, 'POST', `/api/matters/${matter_id}/steps`, step);
    seen += 1;
  };
  return Object.assign(take, { matter_id });
}

/** When the act of a lead ended, as facts write days; before it was found, so many days ago. */
function endOf({ period_to }: Lead, found: number): number {
  const last = parseCivilDate(period_to);
  return Math.min(last.ok ? last.value : Infinity, bureauDay(found + 1));
}

/** What the inspectors brought along, as a file of the matter. @returns its digest, as the platform computed it */
async function keepFile(inspector: Person, matter_id: string, { title, institutions }: Lead): Promise<string> {
  const text = [
    `现场核查记录（虚构）`,
    `机构：${institutions[0]?.fixmedins_name ?? ''}`,
    `事由：${title}`,
    '核对：在床患者与登记名册、收费清单与医嘱、交接班记录。',
    '结果：部分收费没有对应的医嘱和记录，清单附后。',
  ].join('\n');
  const asked = new URLSearchParams({
    file_id: randomUUID(),
    subject: `matter:${matter_id}`,
    title: '现场核查记录及收费清单',
  });
  const { digest } = await sendFile<{ digest: string }>(
    inspector,
    `/api/files?${asked.toString()}`,
    '现场核查记录.txt',
    `${text}\n`,
  );
  return digest;
}

/** @param url of a platform whose sample accounts were just made */
export async function tellStory(url: string, accounts: readonly NewAccount[]): Promise<void> {
  const person = async (username: string): Promise<Person> => {
    const account = accounts.find((each) => each.username === username);
    if (account === undefined) throw new Error(`no sample account ${username}`);
    return signIn(url, account);
  };
  const auditor = await person('auditor');
  const head = await person('head');
  const inspector = await person('inspector');
  const second = await person('inspector2');
  const first = await person('first-reviewer');
  const institution = await person('institution');
  const legal = await person('legal-reviewer');

  await agreements(auditor);
  const all = await ask<Lead[]>(head, 'GET', '/api/leads?limit=200');
  const single = all.filter(({ institutions }) => institutions.length === 1);
  const placeOf = (lead: Lead): string => lead.institutions[0]?.fixmedins_code ?? '';
  const own = single.filter((lead) => placeOf(lead) === institution.fixmedins_code);
  const others = single.filter((lead) => placeOf(lead) !== institution.fixmedins_code);

  // The institution has a finding to answer, and has answered another.
  const [asked, appealed] = own;
  for (const lead of [asked, appealed]) {
    if (lead === undefined) continue;
    const take = await matter(first, 'review', lead, placeOf(lead));
    await take(first, 'issue', ago(2), { amount_fen: lead.expected_fen });
    // What an institution does bears the day on which it is received.
    if (lead === appealed) await take(institution, 'appeal', undefined, { text: '入院有指征，附病历首页和医嘱单。' });
  }

  // One case is closed, one waits for the legal reviewer, one for being filed.
  const [closed, examined, clue, ...rest] = others;
  const money = { fine_fen: 1_200_000, refund_fen: 600_000 };
  const begin = async (lead: Lead, from: number, isFiled = true, matter_id = randomUUID()) => {
    const take = await matter(inspector, 'penalty', lead, placeOf(lead), matter_id);
    await take(inspector, 'receive', ago(from), { source: '智能监管疑点' });
    if (!isFiled) return take;
    const filed = {
      officers: [inspector.id, second.id],
      party: lead.institutions[0]?.fixmedins_name,
      cause: lead.title,
    };
    await take(head, 'file', ago(from - 1), { ...filed, act_ended: endOf(lead, from), act_found: bureauDay(from) });
    const both = [second.id];
    const record = '核对在床患者、收费清单和医嘱，询问护士长，取得交接班记录。';
    await take(inspector, 'inspect', ago(from - 2), { place: '住院部', record }, both);
    const digest = await keepFile(inspector, take.matter_id, lead);
    await take(inspector, 'collect', ago(from - 2), { kind: 'electronic', digest }, both);
    await take(inspector, 'report', ago(from - 4), { proposal: '责令退回，并处罚款。', ...money }, both);
    return take;
  };
  if (closed !== undefined) {
    const id = randomUUID();
    const take = await begin(closed, 40, true, id);
    const papers = async (): Promise<void> => makePapers(id, inspector, [second]);
    const both = [second.id];
    await take(legal, 'review', ago(34), { opinion: '事实清楚，程序合法，同意。' });
    await take(inspector, 'notify', ago(33), { reasons: '违反条例第三十八条。', ...money }, both);
    await take(inspector, 'waive', ago(32), { signed: true }, both);
    await papers();
    await take(head, 'decide', ago(30), { decision: 'penalty', ...money });
    await papers();
    await take(inspector, 'deliver', ago(29), { way: '直接送达' });
    await take(inspector, 'publish', ago(28));
    await take(inspector, 'pay', ago(25), { paid_fen: money.fine_fen + money.refund_fen });
    await papers();
    await take(head, 'close', ago(24));
    await papers();
  }
  if (examined !== undefined) await begin(examined, 12);
  if (clue !== undefined) await begin(clue, 1, false);

  const lead_ids = rest.slice(0, 6).map(({ lead_id }) => lead_id);
  await give(head, lead_ids.slice(0, 4), inspector);
  await give(head, lead_ids.slice(4), second);
  await campaigns(head, institution);
  await assessment(auditor);
}

async function give(head: Person, lead_ids: readonly string[], to: Person): Promise<void> {
  if (lead_ids.length === 0) return;
  await ask(head, 'POST', '/api/leads/triage', { lead_ids, to: { state: 'assigned', assignee: to.id } });
}

async function agreements(auditor: Person): Promise<void> {
  const places = await ask<{ fixmedins_code: string }[]>(auditor, 'GET', '/api/institutions?limit=1000');
  const year = dateParts(bureauDay(0)).year;
  for (const [at, { fixmedins_code }] of places.entries()) {
    const number = `医保协〔${year}〕${at + 1}号`;
    const term = { valid_from: `${year}-01-01`, valid_to: `${year + 1}-12-31` };
    await ask(auditor, 'POST', `/api/institutions/${fixmedins_code}/agreements`, {
      agreement_id: randomUUID(),
      number,
      ...term,
    });
  }
}

/** A campaign with a drawn team on its way, and one in which the institution inspects itself. */
async function campaigns(head: Person, institution: Person): Promise<void> {
  const items = [
    { item_id: 'S1', list: 'self', text: '是否存在重复收费', reference: '条例 38', answer: 'amount' },
    { item_id: 'C1', list: 'site', text: '在床人数与登记人数一致', reference: '条例 40', answer: 'yes-no' },
    { item_id: 'C2', list: 'site', text: '药品、耗材账实相符', reference: '条例 38', answer: 'yes-no' },
  ];
  const plan = {
    basis: '条例 22',
    theme: '重复收费、虚假住院',
    admdvs: ADMDVS,
    kinds: 'all',
    from_day: ago(5),
    to_day: ago(-30),
    self_until: null,
    look_back_from: null,
    items,
  };
  const drawn = { ...plan, campaign_id: randomUUID(), name: '双随机抽查', targeting: 'drawn' };
  await ask(head, 'POST', '/api/campaigns', drawn);
  const drawing = { draw_id: randomUUID(), count: 3, team: 2, recusals: [] };
  await ask(head, 'POST', `/api/campaigns/${drawn.campaign_id}/draws`, drawing);
  const asked = { ...plan, campaign_id: randomUUID(), name: '自查自纠专项', targeting: 'chosen' };
  await ask(head, 'POST', '/api/campaigns', { ...asked, fixmedins_codes: [institution.fixmedins_code] });
  await ask(head, 'POST', `/api/campaigns/${asked.campaign_id}/self-inspections`);
}

async function assessment(auditor: Person): Promise<void> {
  const experts = [
    ['陈思远', '临床'],
    ['林晓', '药学'],
    ['何志强', '医保'],
    ['孙佳', '财务'],
  ] as const;
  for (const [at, [name, field]] of experts.entries()) {
    await ask(auditor, 'POST', '/api/experts', {
      expert_id: randomUUID(),
      kind: 'expert',
      name,
      field,
      unit: '市中心医院',
      fixmedins_code: null,
      admdvs: ADMDVS,
      phone: `1390000001${at}`,
      ties: [],
    });
  }
  await ask(auditor, 'POST', '/api/assessments', { year: dateParts(bureauDay(0)).year });
}
