import type { Evidence, EvidenceBox } from '@edge/core';
import { Instant, Ready, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';
import { keys, useEvidence } from '../app/queries';

const KNOWN = ['helmet', 'head', 'person', 'vest', 'no_vest', 'fire', 'smoke'] as const;

/** What the camera saw: the picture with its boxes, the clip around it, and whether a person says that it is so. */
export function SheetEvidence({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useEvidence(id);
  return (
    <section className="e-evidence">
      <h3>{t('evidence.title')}</h3>
      <Ready query={query} what={t('evidence.title')} rows={6}>
        {(list) => (list.length === 0
          ? <p className="e-muted">{t('evidence.none')}</p>
          : <div className="e-evidence-list">{[...list].reverse().map((one) => <One key={one.id} warning={id} evidence={one} />)}</div>)}
      </Ready>
    </section>
  );
}

function One({ warning, evidence }: { warning: string; evidence: Evidence }) {
  const { t } = useTranslation();
  const [playing, setPlaying] = useState(false);
  return (
    <figure className="e-evidence-one">
      <div className="e-evidence-picture" style={{ aspectRatio: `${evidence.width} / ${evidence.height}` }}>
        {playing && evidence.clip !== null
          ? <Clip address={evidence.clip} codec={evidence.clipCodec} />
          : <Still evidence={evidence} />}
      </div>
      <figcaption>
        <div className="e-evidence-line">
          <strong><Instant time={evidence.at} format="exact" /></strong>
          <Button size="small" disabled={evidence.clip === null} onClick={() => setPlaying(!playing)}>
            {evidence.clip === null ? t('evidence.clipComing') : t(playing ? 'evidence.showPicture' : 'evidence.playClip')}
          </Button>
        </div>
        <p className="e-muted">
          {t('evidence.facts', { score: Math.round(evidence.box.score * 100), count: evidence.observations })}
          {evidence.zone === null ? '' : ` · ${evidence.zone}`}
        </p>
        <Verdict warning={warning} evidence={evidence} />
        <details>
          <summary>{t('evidence.numbers')}</summary>
          <dl className="e-evidence-numbers">
            <dt>{t('evidence.model')}</dt><dd>{evidence.model} · <code title={evidence.modelHash}>{evidence.modelHash.slice(0, 12)}</code></dd>
            {Object.entries(evidence.thresholds).map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}=`} className="e-number">{value}</dd>])}
          </dl>
        </details>
      </figcaption>
    </figure>
  );
}

function Still({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  if (evidence.picture === null) return <p className="e-evidence-wait">{t('evidence.pictureComing')}</p>;
  const others = evidence.boxes.filter((one) => !same(one, evidence.box));
  return (
    <>
      <img src={evidence.picture} alt={t('evidence.alt')} />
      {others.map((one, at) => <Box key={at} box={one} />)}
      <Box box={evidence.box} deciding />
    </>
  );
}

function Box({ box, deciding = false }: { box: EvidenceBox; deciding?: boolean }) {
  const { t } = useTranslation();
  const known = KNOWN.find((one) => one === box.class);
  const share = (value: number): string => `${(value * 100).toFixed(2)}%`;
  return (
    <span
      className={deciding ? 'e-box e-box-deciding' : 'e-box'}
      style={{ left: share(box.left), top: share(box.top), width: share(box.right - box.left), height: share(box.bottom - box.top) }}
    >
      <em>{known === undefined ? box.class : t(`seen.${known}`)} {Math.round(box.score * 100)}%</em>
    </span>
  );
}

function Clip({ address, codec }: { address: string; codec: string | null }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  if (broken) return <p className="e-evidence-wait">{t('evidence.noCodec', { codec: codec ?? '?' })} <a href={address} download>{t('evidence.download')}</a></p>;
  return <video src={address} controls autoPlay muted playsInline onError={() => setBroken(true)} />;
}

function Verdict({ warning, evidence }: { warning: string; evidence: Evidence }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const judge = useMutation({
    mutationFn: (confirmed: boolean) => api.judge(warning, evidence.id, confirmed),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.warning(warning) }),
  });
  const problem = useProblemText(judge.error);
  const verdict = evidence.verdict;
  return (
    <div className="e-evidence-line">
      <span className="e-actions-row">
        <Button size="small" type={verdict?.confirmed === true ? 'primary' : 'default'} loading={judge.isPending && judge.variables} onClick={() => judge.mutate(true)}>
          {t('evidence.confirm')}
        </Button>
        <Button size="small" danger={verdict?.confirmed === false} loading={judge.isPending && !judge.variables} onClick={() => judge.mutate(false)}>
          {t('evidence.false')}
        </Button>
      </span>
      {judge.error === null ? null : <span role="alert">{problem}</span>}
      {verdict === null ? null : <span className="e-muted">{t(verdict.confirmed ? 'evidence.saidSo' : 'evidence.saidNot', { by: verdict.by })}</span>}
    </div>
  );
}

function same(one: EvidenceBox, other: EvidenceBox): boolean {
  return one.class === other.class && Math.abs(one.left - other.left) + Math.abs(one.top - other.top) < 0.002;
}
