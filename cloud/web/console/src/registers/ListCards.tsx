import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cell, cellValue } from './cells';
import type { ListProps } from './ListTable';
import { StateMark } from './StateMark';
import { useLabel } from './words';

const LINES = 5;

/** The list on a phone: a card a record, its first columns as lines; more come as the end comes into sight. */
export function ListCards({ register, columns, lines, names, onNearEnd }: ListProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null) return undefined;
    const observer = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) onNearEnd(); }, { rootMargin: '600px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [onNearEnd]);
  return (
    <>
      <ul className="e-cards" aria-label={label(register.label)}>
        {lines.map((line) => (
          <li key={line.id} className={`e-cards-item${line.voidReason === null ? '' : ' e-list-void'}`}>
            <div className="e-cards-head">
              <div className="e-cards-title"><Link to={`/registers/${register.name}/${line.id}`}>{line.title === '' ? t('registers.noTitle') : line.title}</Link></div>
              <div className="e-cards-corner"><StateMark register={register} state={line.state} isVoid={line.voidReason !== null} /></div>
            </div>
            <dl>
              {columns.filter((one) => one.name !== 'state' && cellValue(line, one) !== null && cellValue(line, one) !== undefined && cellValue(line, one) !== line.title).slice(0, LINES).map((one) => (
                <div key={one.name}>
                  <dt>{label(one.label)}</dt>
                  <dd><Cell register={register} line={line} column={one} names={names} />{one.unit === null ? null : ` ${one.unit}`}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      <div ref={end} />
    </>
  );
}
