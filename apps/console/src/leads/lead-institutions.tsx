/** Where a lead lies, and the buttons that take it up there. */
import { useRef } from 'react';
import { App, Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { LeadView, MatterView } from '../api/answers.ts';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useLanguage } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useMay } from '../session/me.tsx';

interface Opening {
  readonly procedure: 'review' | 'penalty';
  readonly lead_id: string;
  readonly fixmedins_code: string;
}

/** A review or case is opened at one institution; the id of the matter is made here, so that a repeat opens no second one. */
export function LeadInstitutions({ lead }: { readonly lead: LeadView }) {
  const { text } = useLanguage();
  const t = text.lead;
  const may = useMay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const opening = useMutation({
    mutationFn: (wanted: Opening) =>
      ask<MatterView>('POST', '/api/matters', { matter_id: ids.current(wanted), ...wanted }),
    onSuccess: async (matter) => {
      queries.setQueryData(['matter', matter.matter_id], matter);
      void message.success(t.opened);
      void queries.invalidateQueries({ queryKey: ['lead', lead.lead_id] });
      void queries.invalidateQueries({ queryKey: ['leads'] });
      void queries.invalidateQueries({ queryKey: ['matters'] });
      await navigate({ to: '/matters/$matter_id', params: { matter_id: matter.matter_id } });
    },
  });
  const { lead_id } = lead;
  return (
    <Panel title={t.institutions} flush>
      {opening.error instanceof Refused ? (
        <div className="padded">
          <RefusedAlert error={opening.error} />
        </div>
      ) : null}
      <ul className="rows">
        {lead.institutions.map(({ fixmedins_code, fixmedins_name, admdvs }) => (
          <li key={fixmedins_code} className="place">
            <div>
              <strong>{fixmedins_name}</strong>
              <span className="code">
                {fixmedins_code} · {admdvs}
              </span>
            </div>
            <div className="place-acts">
              {may('review.open') ? (
                <Button
                  type="primary"
                  disabled={opening.isPending}
                  onClick={() => opening.mutate({ procedure: 'review', lead_id, fixmedins_code })}
                >
                  {t.review}
                </Button>
              ) : null}
              {may('case.open') ? (
                <Button
                  disabled={opening.isPending}
                  onClick={() => opening.mutate({ procedure: 'penalty', lead_id, fixmedins_code })}
                >
                  {t.case}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
