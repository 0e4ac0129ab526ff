import { formatNumber } from '@edge/core';
import { Instant, Ready } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';

/** Why it fired, recomputed from the stored readings; asked for, not loaded with every sheet. */
export function Explanation({ id }: { id: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const query = useQuery({ queryKey: ['explanation', id], queryFn: ({ signal }) => api.explanation(id, signal), enabled: shown });
  return (
    <section>
      <h3>{t('sheet.why')} <span className="e-hint">{t('sheet.whyHint')}</span></h3>
      {shown ? (
        <Ready query={query} what={t('sheet.why')} rows={3}>
          {(explanation) => (
            <div className="e-why">
              <p><strong>{explanation.decision}</strong></p>
              {explanation.reproduced === false ? <p className="e-late">{t('sheet.notReproduced')}</p> : null}
              {explanation.steps.length === 0 ? null : <ol>{explanation.steps.map((one) => <li key={one}>{one}</li>)}</ol>}
              {explanation.window.length === 0 ? null : (
                <details>
                  <summary>{t('sheet.readings')} ({explanation.window.length})</summary>
                  <ul className="e-why-readings">
                    {explanation.window.map((one) => <li key={`${one.point ?? ''}${one.time}`}><Instant time={one.time} format="clock" /><span className="e-number">{formatNumber(one.value, 3)}</span></li>)}
                  </ul>
                </details>
              )}
            </div>
          )}
        </Ready>
      ) : <Button onClick={() => setShown(true)}>{t('sheet.whyShow')}</Button>}
    </section>
  );
}
