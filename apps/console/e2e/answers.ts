/** What the console reads is what the server answers: this file compiles only while it is. */
import type * as server from '@shouhu/server';
import type * as console from '../src/api/answers.ts';
import type * as bureau from '../src/bureau/answers.ts';
import type * as documents from '../src/documents/answers.ts';
import type * as figures from '../src/figures/answers.ts';
import type * as assessment from '../src/assessment/answers.ts';
import type * as credit from '../src/credit/answers.ts';
import type * as experts from '../src/experts/answers.ts';
import type * as own from '../src/account/answers.ts';
import type * as accounts from '../src/accounts/answers.ts';
import type * as log from '../src/log/answers.ts';
import type * as campaigns from '../src/campaigns/answers.ts';
import type * as findings from '../src/findings/answers.ts';
import type * as lists from '../src/lists/answers.ts';
import type * as search from '../src/search/answers.ts';
import type * as notices from '../src/notices/answers.ts';
import type * as rulebook from '../src/rulebook/answers.ts';
import type * as tasks from '../src/tasks/answers.ts';
import type * as gateway from '../src/gateway/answers.ts';
import type * as checks from '../src/checks/answers.ts';
import type * as trace from '../src/trace/answers.ts';
import type * as settlement from '../src/settlement/answers.ts';
import type * as funds from '../src/funds/answers.ts';
import type * as clearing from '../src/clearing/answers.ts';
import type * as wallet from '../src/wallet/answers.ts';
import type * as voucher from '../src/voucher/answers.ts';
import type * as institutions from '../src/institutions/answers.ts';

/** A function that takes the one and gives the other: the answer may have more, never less or other. */
type Gives<Answer, Read> = [Answer] extends [Read] ? true : { readonly differs: [Answer, Read] };

/** As the console reads them. */
export const answers: {
  readonly me: Gives<server.Me, console.Me>;
  readonly own: Gives<server.OwnAccount, own.OwnAccount>;
  readonly account: Gives<server.AccountView, accounts.AccountView>;
  readonly change: Gives<server.ChangeRow, accounts.ChangeRow>;
  readonly made: Gives<server.Made, accounts.Made>;
  readonly connection: Gives<server.Connection, gateway.Connection>;
  readonly connectionPage: Gives<server.ConnectionView, gateway.ConnectionView>;
  readonly message: Gives<server.MessageRow, gateway.MessageRow>;
  readonly messagePage: Gives<server.MessageView, gateway.MessageView>;
  readonly key: Gives<server.InstitutionKey, gateway.KeyRow>;
  readonly flow: Gives<server.Flow, gateway.Flow>;
  readonly decision: Gives<server.DecisionListed, checks.DecisionListed>;
  readonly decisionPage: Gives<server.DecisionSeen, checks.DecisionSeen>;
  readonly decisionPerson: Gives<server.DecisionPerson, checks.DecisionPerson>;
  readonly replay: Gives<server.ReplaySeen, checks.ReplaySeen>;
  readonly checkFigures: Gives<server.CheckFigures, checks.CheckFigures>;
  readonly comparedDay: Gives<server.ComparedDay, checks.ComparedDay>;
  readonly difference: Gives<server.DifferenceSeen, checks.DifferenceSeen>;
  readonly attempt: Gives<server.Attempt, trace.Attempt>;
  readonly box: Gives<server.Box, trace.Box>;
  readonly stockFault: Gives<server.Fault, trace.Fault>;
  readonly lookUps: Gives<server.LookUps, trace.LookUps>;
  readonly boxesOfPlace: Gives<server.BoxesOfPlace, trace.BoxesOfPlace>;
  readonly traceTerms: Gives<server.TermsSet, trace.TermsSet>;
  readonly settlement: Gives<server.SettlementListed, settlement.SettlementListed>;
  readonly settlementSums: Gives<server.DaySums, settlement.DaySums>;
  readonly settlementPage: Gives<server.SettlementView, settlement.SettlementView>;
  readonly settlementLine: Gives<server.LineListed, settlement.LineListed>;
  readonly position: Gives<server.Position, funds.Position>;
  readonly booking: Gives<server.Booking, funds.Booking>;
  readonly ledgerKind: Gives<server.LedgerKind, funds.LedgerKind>;
  readonly ledgerAccount: Gives<server.LedgerAccount, funds.LedgerAccount>;
  readonly ledgerEntry: Gives<server.LedgerEntry, funds.LedgerEntry>;
  readonly trial: Gives<server.TrialBalance, funds.TrialBalance>;
  readonly clearingMonths: Gives<server.MonthListed, clearing.MonthListed>;
  readonly clearingMonth: Gives<server.MonthView, clearing.MonthView>;
  readonly clearing: Gives<server.ClearingLines, clearing.ClearingLines>;
  readonly bankAccount: Gives<server.BankAccountListed, clearing.BankAccount>;
  readonly statement: Gives<server.Statement, clearing.Statement>;
  readonly walletPerson: Gives<server.WalletPerson, wallet.PersonSeen>;
  readonly freeze: Gives<server.FreezeRow, wallet.FreezeRow>;
  readonly walletRules: Gives<server.WalletRules, wallet.WalletRules>;
  readonly activations: Gives<server.Activations, voucher.Activations>;
  readonly alarm: Gives<server.Alarm, voucher.Alarm>;
  readonly faceTerminal: Gives<server.TerminalRow, voucher.TerminalRow>;
  readonly settledPerson: Gives<server.SettledPerson, settlement.SettledPerson>;
  readonly log: Gives<server.LogRow, log.LogRow>;
  readonly action: Gives<server.ActionName, log.ActionName>;
  readonly findingPerson: Gives<server.FindingPerson, findings.FindingPerson>;
  readonly logExport: Gives<server.LogExport, log.LogExport>;
  readonly persons: Gives<server.LeadPersons, console.LeadPersons>;
  readonly colleague: Gives<server.Colleague, console.Colleague>;
  readonly right: Gives<console.RightName, server.RightName>;
  readonly lead: Gives<server.LeadRow, console.LeadRow>;
  readonly bureau: Gives<server.Bureau, bureau.Bureau>;
  readonly paperFile: Gives<server.PaperFile, documents.PaperFile>;
  readonly received: Gives<server.ReceivedDocument, documents.ReceivedDocument>;
  readonly totals: Gives<server.Totals, figures.Totals>;
  readonly placed: Gives<server.Placed, figures.Placed>;
  readonly workload: Gives<server.Workload, figures.Workload>;
  readonly report: Gives<server.ReportMade, figures.ReportMade>;
  readonly reportContent: Gives<server.ReportView['content'], figures.ReportContent>;
  readonly found: Gives<server.Found, search.Found>;
  readonly kept: Gives<server.KeptOfList, lists.KeptOfList>;
  readonly named: Gives<server.InstitutionRow, console.NamedInstitution>;
  readonly rule: Gives<server.FoundRule, console.FoundRule>;
  readonly finding: Gives<server.FindingRow, findings.FindingRow>;
  readonly findingPage: Gives<server.FindingView, findings.FindingView>;
  readonly leadLine: Gives<server.LeadLine, findings.LeadLine>;
  readonly assessment: Gives<server.AssessmentRow, assessment.AssessmentRow>;
  readonly assessmentPage: Gives<server.AssessmentView, assessment.AssessmentView>;
  readonly assessmentPublished: Gives<server.PublishedRow, assessment.PublishedRow>;
  readonly points: Gives<server.PointsPerson, credit.PointsPerson>;
  readonly pointsPage: Gives<server.PersonPoints, credit.PersonPoints>;
  readonly entry: Gives<server.EntryRow, credit.EntryRow>;
  readonly expert: Gives<server.ExpertRow, experts.ExpertRow>;
  readonly draw: Gives<server.DrawRow, experts.DrawRow>;
  readonly leadPage: Gives<server.LeadView, console.LeadView>;
  readonly institution: Gives<server.InstitutionRow, institutions.InstitutionRow>;
  readonly institutionPage: Gives<server.InstitutionView, institutions.InstitutionView>;
  readonly dossier: Gives<server.Dossier, institutions.Dossier>;
  readonly verdict: Gives<server.DossierVerdict, institutions.DossierVerdict>;
  readonly imported: Gives<server.Imported, institutions.Imported>;
  readonly campaign: Gives<server.CampaignRow, campaigns.CampaignRow>;
  readonly campaignPage: Gives<server.CampaignView, campaigns.CampaignView>;
  readonly visit: Gives<server.Visit, campaigns.Visit>;
  readonly matter: Gives<server.MatterRow, console.MatterRow>;
  readonly notices: Gives<server.Notices, notices.Notices>;
  readonly contacts: Gives<server.Contacts, notices.Contacts>;
  readonly rulesChecked: Gives<server.RulesChecked, rulebook.Checked>;
  readonly rulesDraft: Gives<server.RulesDraft, rulebook.DraftView>;
  readonly rulesPlan: Gives<server.RulesPlan, rulebook.PlanRow>;
  readonly rulesVersions: Gives<server.RulesVersions, rulebook.VersionsView>;
  readonly rulesClass: Gives<server.RulesClass, rulebook.Sheet>;
  readonly task: Gives<server.TaskView, tasks.TaskView>;
  readonly inbox: Gives<server.InboxFolder, tasks.InboxFolder>;
  readonly matterPage: Gives<server.MatterView, console.MatterView>;
} = {
  me: true,
  own: true,
  account: true,
  change: true,
  made: true,
  connection: true,
  connectionPage: true,
  message: true,
  messagePage: true,
  key: true,
  flow: true,
  decision: true,
  decisionPage: true,
  decisionPerson: true,
  replay: true,
  checkFigures: true,
  comparedDay: true,
  difference: true,
  attempt: true,
  box: true,
  stockFault: true,
  lookUps: true,
  boxesOfPlace: true,
  traceTerms: true,
  settlement: true,
  settlementSums: true,
  settlementPage: true,
  settlementLine: true,
  position: true,
  booking: true,
  ledgerKind: true,
  ledgerAccount: true,
  ledgerEntry: true,
  trial: true,
  clearingMonths: true,
  clearingMonth: true,
  clearing: true,
  bankAccount: true,
  statement: true,
  walletPerson: true,
  freeze: true,
  walletRules: true,
  activations: true,
  alarm: true,
  faceTerminal: true,
  settledPerson: true,
  log: true,
  action: true,
  findingPerson: true,
  logExport: true,
  persons: true,
  colleague: true,
  right: true,
  lead: true,
  leadPage: true,
  bureau: true,
  paperFile: true,
  received: true,
  totals: true,
  placed: true,
  workload: true,
  report: true,
  reportContent: true,
  found: true,
  named: true,
  rule: true,
  kept: true,
  finding: true,
  findingPage: true,
  leadLine: true,
  assessment: true,
  assessmentPage: true,
  assessmentPublished: true,
  points: true,
  pointsPage: true,
  entry: true,
  expert: true,
  draw: true,
  notices: true,
  contacts: true,
  rulesChecked: true,
  rulesDraft: true,
  rulesPlan: true,
  rulesVersions: true,
  rulesClass: true,
  task: true,
  inbox: true,
  institution: true,
  institutionPage: true,
  dossier: true,
  verdict: true,
  imported: true,
  campaign: true,
  campaignPage: true,
  visit: true,
  matter: true,
  matterPage: true,
};
