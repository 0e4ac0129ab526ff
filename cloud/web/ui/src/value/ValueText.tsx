import { formatValue, NO_VALUE, reasonName, shownAs, type DeviceState, type Level, type PointInfo, type PointValue } from '@edge/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelShapeIcon } from '../level/LevelMark';
import { Age, useAgeText } from './Age';
import './value.css';

interface Props {
  value: PointValue | undefined;
  info: PointInfo;
  state: DeviceState;
  level?: Level;
  /** Larger figure with its own line for the age. */
  large?: boolean;
}

/** Flashes once for 300 ms when the figure changes; nothing moves. */
function useFlash(text: string) {
  const element = useRef<HTMLSpanElement>(null);
  const before = useRef(text);
  useEffect(() => {
    if (before.current === text) return;
    before.current = text;
    const node = element.current;
    if (node === null || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    node.classList.remove('e-flash');
    void node.offsetWidth;
    node.classList.add('e-flash');
  }, [text]);
  return element;
}

/** A value with unit and age. Zero is a figure; stale is hatched and dated; without a value there is a reason. */
export function ValueText({ value, info, state, level, large = false }: Props) {
  const { t } = useTranslation();
  const shown = shownAs(value, state);
  const present = shown === 'good' || shown === 'uncertain' || shown === 'stale';
  const number = value?.value ?? null;
  const text = !present ? NO_VALUE : info.flag ? t(number === 1 ? 'value.on' : 'value.off') : formatValue(number, info.unit);
  const flash = useFlash(text);
  const age = useAgeText(value?.time);
  return (
    <span className={`e-value e-value-${shown}${large ? ' e-value-large' : ''}${level === undefined ? '' : ` e-value-level e-level-${level}`}`}>
      <span className="e-value-figure">
        {level === undefined || shown === 'stale' ? null : <LevelShapeIcon level={level} size={large ? 14 : 11} />}
        <span ref={flash} className="e-value-number">{text}</span>
        {present && !info.flag && info.unit !== '' ? <span className="e-value-unit">{info.unit}</span> : null}
      </span>
      <Note shown={shown} age={age} reason={value === undefined ? undefined : t(`reason.${reasonName(value.reason)}`)}>
        {value === undefined ? null : <Age time={value.time} />}
      </Note>
    </span>
  );
}

function Note({ shown, age, reason, children }: { shown: string; age: string; reason: string | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  switch (shown) {
    case 'good': return <span className="e-value-note">{children}</span>;
    case 'uncertain': return <span className="e-value-note" title={reason}>{t('value.uncertain', { reason })}</span>;
    case 'stale': return <span className="e-value-note">{t('value.stale', { age })}</span>;
    case 'bad': return <span className="e-value-note" title={reason}>{t('value.bad', { reason })}</span>;
    case 'offline': return <span className="e-value-note">{t('value.offline')}</span>;
    default: return <span className="e-value-note">{t('value.never')}</span>;
  }
}
