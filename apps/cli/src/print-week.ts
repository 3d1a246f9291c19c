/** What `shouhu his` tells in the end, and what its own platform has proved. */
import type { Played } from '@shouhu/his';
import type { Proof } from './his-week.ts';
import { countText, print, table } from './terminal.ts';

/** Shown of what differs; `--json` has all of it. */
const MOST_SHOWN = 20;

export function printPlayed(played: Played): void {
  const { courses, crashes, network, transactions, settlements, cancelled, without, reconciled, faults } = played;
  const { lostMessages, lostAnswers, repeats, late } = network;
  print(
    table(
      [
        { title: '交易 infno' },
        ...['报文 messages', '成功 done', 'p50 ms', 'p99 ms'].map((title) => ({ title, align: 'right' as const })),
        { title: '拒绝 refused' },
      ],
      transactions.map(({ infno, messages, done, refused, p50, p99 }) => [
        infno,
        countText(messages),
        countText(done),
        p50.toFixed(1),
        p99.toFixed(1),
        Object.entries(refused)
          .map(([code, count]) => `${code} × ${count}`)
          .join(', '),
      ]),
    ),
  );
  print(
    `就诊 courses     门诊 outpatient ${courses.outpatient}，住院 stays ${courses.stay}，购药 sales ${courses.sale}，进销存 stock ${courses.stock}，异地备案 filings ${courses.filing}`,
  );
  print(
    `故障 faults      丢失报文 lost ${lostMessages}，丢失应答 unanswered ${lostAnswers}，重发 repeated ${repeats}，迟到 late ${late}，中断 crashes ${crashes}`,
  );
  print(
    `账目 books       结算 settled ${settlements}，其中撤销 cancelled ${cancelled}；应无效果的报文 without effect ${without}`,
  );
  const { sums, lines, takenBack, strange, applied } = reconciled;
  print(
    `对账 accounts    总账 sums ${sums}，明细 lines ${lines}，其中冲正所留 taken back ${takenBack}、他方 of others ${strange}；清算申请 applied ${applied}`,
  );
  printFaults(faults);
}

export function printProof({ books, decisions, nights, cleared, people, faults }: Proof): void {
  const { vouchers, families, wallets } = people;
  print(`参保人 public    医保码 e-vouchers ${vouchers}，家庭共济 families ${families}，钱包 wallets ${wallets}`);
  const { byVoucher, byFace, byAccount, byRelatives } = books;
  print(
    `支付 paid by     医保码 e-voucher ${byVoucher}，刷脸 face ${byFace}，个人账户 account ${byAccount}，钱包、共济 wallet or relatives ${byRelatives}`,
  );
  for (const { month, institutions, fen } of cleared)
    print(`清算 clearing    ${month}：支付 paid ${institutions} 家 institutions，${(fen / 100).toFixed(2)} 元 yuan`);
  const { reminders, reminded, answered, heeded, replayed, differing } = decisions;
  print(
    `审核 decisions   ${decisions.decisions}，有提醒 reminded ${reminded}；提醒 reminders ${reminders}，已反馈 answered ${answered}，已采纳 heeded ${heeded}`,
  );
  print(`重放 replays     一致 to the byte ${replayed}，不一致 differing ${differing.length}`);
  const causes = new Map<string, number>();
  for (const night of nights)
    for (const [cause, count] of Object.entries(night.causes)) causes.set(cause, (causes.get(cause) ?? 0) + count);
  const [visits, never] = [nights.map((night) => night.visits), nights.map((night) => night.never_checked)].map((all) =>
    all.reduce((sum, each) => sum + each, 0),
  );
  const told = [...causes].map(([cause, count]) => `${cause} ${count}`).join('，');
  print(
    `夜间 nights      ${nights.length} 夜 nights，就诊 visits ${visits}，未审核 never checked ${never}；差异 differences：${told === '' ? '0' : told}；不明 unexplained ${causes.get('unexplained') ?? 0}`,
  );
  print(
    `不变式 invariants 结算 settlements ${books.settlements}，分录 entries ${books.entries}，不成立 broken ${books.broken.length}`,
  );
  printFaults(faults);
}

function printFaults(faults: readonly string[]): void {
  for (const fault of faults.slice(0, MOST_SHOWN)) print(`✖ ${fault}`);
  print(`不符 differences ${faults.length}`);
}
