import type { DeviceState, GatewayState } from '@edge/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './state.css';

/** State of a device or gateway: a mark that also differs in shape, and the word. */
export function StateTag({ state }: { state: DeviceState | GatewayState }) {
  const { t } = useTranslation();
  return (
    <span className={`e-state e-state-${state}`}>
      <svg className="e-state-mark" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">{MARKS[state]}</svg>
      {t(`state.${state}`)}
    </span>
  );
}

const MARKS: Record<DeviceState | GatewayState, ReactNode> = {
  online: <circle cx="6" cy="6" r="4.5" className="e-mark-fill" />,
  stale: <><circle cx="6" cy="6" r="4.2" className="e-mark-line" /><path d="M6 3.4V6l1.9 1.3" className="e-mark-line" /></>,
  offline: <><circle cx="6" cy="6" r="4.2" className="e-mark-line" /><path d="M3.2 8.8 8.8 3.2" className="e-mark-line" /></>,
  quarantined: <path d="M4 3v6M8 3v6" className="e-mark-line e-mark-heavy" />,
  never: <circle cx="6" cy="6" r="4.2" className="e-mark-line e-mark-dash" />,
};
