/** The institutions of a campaign, each with how far it is and what came of it. */
import { useState } from 'react';
import { Select } from 'antd';
import { Link } from '@tanstack/react-router';
import { useLanguage, useText } from '../language/language.tsx';
import { measureNames, nameOf } from '../language/law.ts';
import { DueMark, Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { Empty } from '../parts/states.tsx';
import type { CampaignView, Place } from './answers.ts';
import { campaignText } from './text.ts';

/** Rows shown at once: a province has thousands. */
const PAGE = 100;

/** Filtered by state and measure. */
export function Places({ campaign }: { readonly campaign: CampaignView }) {
  const t = useText(campaignText);
  const { say, text } = useLanguage();
  const [state, setState] = useState<string | null>(null);
  const [measure, setMeasure] = useState<string | null>(null);
  const [most, setMost] = useState(PAGE);
  const { places } = campaign;
  const rows = places.filter(
    (place) =>
      (state === null || place.state === state) &&
      (measure === null || place.measures.some((each) => each === measure)),
  );
  const states = [...new Set(places.map((place) => place.state))];
  const measures = Object.keys(measureNames).filter((name) =>
    places.some((place) => place.measures.some((each) => each === name)),
  );
  const filters = (
    <div className="joined">
      <Select
        aria-label={t.state}
        className="filter"
        placeholder={t.anyState}
        allowClear
        value={state}
        options={states.map((value) => ({ value, label: say(nameOf('states', 'inspection', value)) }))}
        onChange={(value) => setState(value ?? null)}
      />
      <Select
        aria-label={t.measure}
        className="filter"
        placeholder={t.anyMeasure}
        allowClear
        value={measure}
        options={measures.map((value) => ({ value, label: say(measureNames[value] ?? { zh: value, en: value }) }))}
        onChange={(value) => setMeasure(value ?? null)}
      />
    </div>
  );
  return (
    <Panel title={`${t.places} ${rows.length}`} beside={places.length > 0 ? filters : null} flush>
      {places.length === 0 ? <Empty title={t.noPlaces} hint={t.noPlacesHint} /> : null}
      <ul className="rows place-rows">
        {rows.slice(0, most).map((place) => (
          <PlaceRow key={place.fixmedins_code} place={place} names={campaign.names} />
        ))}
      </ul>
      {rows.length > most ? (
        <button type="button" className="offer" onClick={() => setMost(most + PAGE)}>
          {text.leads.more}
        </button>
      ) : null}
    </Panel>
  );
}

interface RowProps {
  readonly place: Place;
  readonly names: CampaignView['names'];
}

function PlaceRow({ place, names }: RowProps) {
  const t = useText(campaignText);
  const { say, joined } = useLanguage();
  const person = usePersonName(names);
  const { fixmedins_code, fixmedins_name, matter_id, state, due_day, visited, officers, measures } = place;
  return (
    <li>
      <div className="matter-name">
        <Link to="/matters/$matter_id" params={{ matter_id }}>
          {fixmedins_name}
        </Link>
        <span className="code">{fixmedins_code}</span>
      </div>
      <span className="place-state">
        <Mark tone={visited ? 'green' : 'quiet'}>{say(nameOf('states', 'inspection', state))}</Mark>
        {due_day === null ? null : <DueMark due={due_day} duty />}
      </span>
      <span className={officers.length === 0 ? 'place-officers faint' : 'place-officers'}>
        {officers.length === 0 ? t.noOfficers : joined(officers.map(person))}
      </span>
      <span className="place-measures">
        {measures.map((measure) => (
          <Mark key={measure} tone="amber">
            {say(measureNames[measure] ?? { zh: measure, en: measure })}
          </Mark>
        ))}
      </span>
      <span className="right">{place.recovered_fen === 0 ? null : <Money fen={place.recovered_fen} />}</span>
    </li>
  );
}
