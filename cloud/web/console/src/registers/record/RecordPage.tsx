import { ApiProblem, type Register } from '@edge/core';
import { Card, EmptyState, Page, Ready } from '@edge/ui';
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRecord, useRegister } from '../queries';
import { useLabel } from '../words';
import { RecordActions } from './RecordActions';
import { RecordHead } from './RecordHead';
import { RecordTabs } from './RecordTabs';
import '../registers.css';

/** A record as a page of its own, for links. */
export function RecordPage() {
  const { t } = useTranslation();
  const query = useRegister(useParams()['register'] ?? '');
  return <Ready query={query} what={t('registers.what')} rows={10}>{(register) => <Sheet register={register} />}</Ready>;
}

function Sheet({ register }: { register: Register }) {
  const { t } = useTranslation();
  const label = useLabel();
  const query = useRecord(register.name, useParams()['id'] ?? '');
  const back = <Link className="e-back" to={`/registers/${register.name}`}><ArrowLeftOutlined /> {t('record.back', { label: label(register.label) })}</Link>;
  if (query.error instanceof ApiProblem && query.error.kind === 'not-found') {
    return <Page title={label(register.label)} back={back}><Card flush><EmptyState title={t('record.gone')} hint={t('record.goneHint')} /></Card></Page>;
  }
  return (
    <Ready query={query} what={t('record.what')} rows={10}>
      {(detail) => (
        <Page title={detail.record.title === '' ? t('registers.noTitle') : detail.record.title} back={back} action={<RecordActions register={register} detail={detail} />}>
          <RecordHead register={register} detail={detail} />
          <RecordTabs register={register} detail={detail} />
        </Page>
      )}
    </Ready>
  );
}
