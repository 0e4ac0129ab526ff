import { formatFigure, formatMoment, type Field, type Names, type Values } from '@edge/core';
import { useLanguage } from '@edge/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAreaName } from './queries';
import { useLabel } from './words';

interface Shown {
  kind: Field['kind'];
  choices: readonly Field['choices'][number][];
  unit?: string | null;
  register?: string | null;
  many?: boolean;
}

interface Props {
  field: Shown;
  value: unknown;
  names: Names;
  /** In a table the heading has the unit. */
  bare?: boolean;
}

/** One value as people read it, whatever its kind. */
export function Value({ field, value, names, bare = false }: Props): ReactNode {
  const { t } = useTranslation();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return bare ? null : <span className="e-hint">{t('record.empty')}</span>;
  if (Array.isArray(value)) {
    if (field.kind === 'group') return t('registers.values', { count: value.length });
    return value.map((one, at) => (
      // The items of such a list have nothing of their own to be told apart by.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={at}>{at > 0 ? t('list.comma') : ''}<Single field={field} value={one} names={names} bare={bare} /></span>
    ));
  }
  return <Single field={field} value={value} names={names} bare={bare} />;
}

function Single({ field, value, names, bare = false }: Props): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useLabel();
  const text = typeof value === 'object' ? '' : String(value);
  switch (field.kind) {
    case 'number':
    case 'integer': {
      const number = typeof value === 'number' ? formatFigure(value) : text;
      return <span className="e-number">{number}{bare || !field.unit ? '' : ` ${field.unit}`}</span>;
    }
    case 'boolean': return t(value === true ? 'registers.yes' : 'registers.no');
    case 'date': return <span className="e-number">{text}</span>;
    case 'instant': return <span className="e-number" title={text}>{formatMoment(text, language)}</span>;
    case 'choice': {
      const choice = field.choices.find((one) => one.value === text);
      return choice === undefined ? text : label(choice.label);
    }
    case 'project': return <Link to={`/projects/${encodeURIComponent(text)}`}>{names[text] ?? text}</Link>;
    case 'reference': return field.register ? <Link to={`/registers/${field.register}/${text}`}>{names[text] ?? text.slice(0, 8)}</Link> : text;
    case 'area': return <AreaText code={text} name={names[text]} />;
    case 'organisation': case 'person': return names[text] ?? text;
    case 'file': return (value as Values)['name'] as string;
    case 'position': {
      const place = value as { longitude: number; latitude: number };
      return <span className="e-number">{t('record.map', { longitude: place.longitude.toFixed(5), latitude: place.latitude.toFixed(5) })}</span>;
    }
    case 'longText': return bare ? text : <span className="e-record-long">{text}</span>;
    default: return text;
  }
}

/** City and county in the language of the page; the whole name on hover. */
function AreaText({ code, name }: { code: string; name: string | undefined }) {
  const areaName = useAreaName();
  return <span title={name ?? code}>{areaName(code) ?? name ?? code}</span>;
}
