/** A campaign as it stands: coverage, measures, money, and every institution. */
import { App, Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { yuan } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { measureNames } from '../language/law.ts';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useMay } from '../session/me.tsx';
import type { CampaignView } from './answers.ts';
import { Batches } from './batches.tsx';
import { CampaignFrame } from './campaign-frame.tsx';
import { Coverage } from './coverage.tsx';
import { lookBackText } from './look-back-text.ts';
import { Places } from './places.tsx';
import { campaignText } from './text.ts';

/** The page of one campaign. */
export function CampaignBoard() {
  return (
    <CampaignFrame acts={(campaign) => <Acts campaign={campaign} />}>
      {(campaign) => (
        <>
          <div className="columns">
            <div className="column-main">
              <Report campaign={campaign} />
            </div>
            <div className="column-side">
              <Progress campaign={campaign} />
            </div>
          </div>
          <Batches campaign={campaign} />
          <Places campaign={campaign} />
        </>
      )}
    </CampaignFrame>
  );
}

function Acts({ campaign: { campaign_id, targeting } }: { readonly campaign: CampaignView }) {
  const t = useText(campaignText);
  const back = useText(lookBackText);
  const may = useMay();
  return (
    <>
      <Link to="/campaigns/$campaign_id/draws" params={{ campaign_id }} className="act">
        {may('campaign.draw') ? t.draw : t.draws}
      </Link>
      <Link to="/campaigns/$campaign_id/look-backs" params={{ campaign_id }} className="act">
        {back.title}
      </Link>
      {may('campaign.record') && targeting !== 'drawn' ? (
        <Link to="/campaigns/$campaign_id/results" params={{ campaign_id }} className="act">
          {t.results}
        </Link>
      ) : null}
      <a href={`/api/campaigns/${campaign_id}/report?format=xlsx`} className="act" download>
        {t.xlsx}
      </a>
      <a href={`/api/campaigns/${campaign_id}/report?format=pdf`} className="act" download>
        {t.pdf}
      </a>
    </>
  );
}

function Report({ campaign: { report } }: { readonly campaign: CampaignView }) {
  const t = useText(campaignText);
  const { say } = useLanguage();
  const back = useText(lookBackText);
  const { looked_back } = report;
  const [hospitals, pharmacies] = report.kinds;
  const measures = (hospitals?.measures ?? []).map(({ measure, count }) => ({
    measure,
    counts: [count, pharmacies?.measures.find((each) => each.measure === measure)?.count ?? 0],
  }));
  const lines = [
    { name: t.targets, counts: report.kinds.map(({ targets }) => targets) },
    { name: t.visited, counts: report.kinds.map(({ visited }) => visited) },
    { name: t.handled, counts: report.kinds.map(({ handled }) => handled), strong: true },
    ...measures.map(({ measure, counts }) => ({
      name: say(measureNames[measure] ?? { zh: measure, en: measure }),
      counts,
    })),
  ];
  return (
    <Panel title={t.report} flush>
      <p className="panel-note report-sentence">
        {t.sentence({
          hospitals: hospitals?.handled ?? 0,
          pharmacies: pharmacies?.handled ?? 0,
          yuan: yuan(report.recovered_fen),
        })}
      </p>
      {looked_back.planned === 0 ? null : (
        <p className="panel-note">
          {back.sentence({
            planned: looked_back.planned,
            visited: looked_back.visited,
            before: looked_back.found_before,
            again: looked_back.found_again,
            right: looked_back.put_right,
          })}
        </p>
      )}
      <table className="table report-table">
        <thead>
          <tr>
            <th scope="col">{t.measure}</th>
            <th scope="col" className="right">
              {t.hospitals}
            </th>
            <th scope="col" className="right">
              {t.pharmacies}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, counts, ...line }) => (
            <tr key={name} className={'strong' in line ? 'strong' : ''}>
              <th scope="row">{name}</th>
              {counts.map((count, index) => (
                <td key={report.kinds[index]?.kind} className={count === 0 ? 'right figures faint' : 'right figures'}>
                  {count}
                </td>
              ))}
            </tr>
          ))}
          <tr className="strong">
            <th scope="row">{t.recovered}</th>
            {report.kinds.map(({ kind, recovered_fen }) => (
              <td key={kind} className="right">
                <Money fen={recovered_fen} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Panel>
  );
}

function Progress({ campaign }: { readonly campaign: CampaignView }) {
  const t = useText(campaignText);
  const may = useMay();
  const { campaign_id, institutions, report, places, targeting } = campaign;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const after = async (words: string): Promise<void> => {
    void message.success(words);
    await queries.invalidateQueries({ queryKey: ['campaign', campaign_id] });
  };
  const cover = useMutation({
    mutationFn: () => ask<{ added: number }>('POST', `/api/campaigns/${campaign_id}/targets`, {}),
    onSuccess: ({ added }) => after(t.covers(added)),
  });
  const askAll = useMutation({
    mutationFn: () => ask<{ asked: number }>('POST', `/api/campaigns/${campaign_id}/self-inspections`),
    onSuccess: ({ asked }) => after(t.asked(asked)),
  });
  const error = cover.error ?? askAll.error;
  const missing = targeting === 'all' ? institutions - places.length : 0;
  const planned = places.filter(({ state }) => state === 'planned').length;
  return (
    <Panel title={t.progress}>
      {error instanceof Refused ? <RefusedAlert error={error} /> : null}
      <dl className="figures-large">
        <div>
          <dt>{t.targets}</dt>
          <dd className="figures">{targeting === 'all' ? institutions : places.length}</dd>
        </div>
        <div>
          <dt>{t.visited}</dt>
          <dd className="figures">{report.visited}</dd>
        </div>
        <div className="figure-wide">
          <dt>{t.recovered}</dt>
          <dd>
            <Money fen={report.recovered_fen} strong />
          </dd>
        </div>
      </dl>
      <Coverage done={report.visited} of={targeting === 'all' ? institutions : places.length} />
      {may('campaign.plan') && (missing > 0 || planned > 0) ? (
        <div className="progress-acts">
          {missing > 0 ? (
            <>
              <span>{t.missing(missing)}</span>
              <Button loading={cover.isPending} onClick={() => cover.mutate()}>
                {t.cover}
              </Button>
            </>
          ) : null}
          {planned > 0 ? (
            <Button loading={askAll.isPending} onClick={() => askAll.mutate()}>
              {`${t.ask} ${planned}`}
            </Button>
          ) : null}
        </div>
      ) : null}
    </Panel>
  );
}
