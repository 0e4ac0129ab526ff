import type { EvidenceBox, VideoEvent } from '@edge/core';
import { Instant, toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { videoApi } from '../app/client';
import { isPoint } from './points';
import { useVideoWords } from './words';

const SEEN = ['helmet', 'head', 'person', 'vest', 'no_vest', 'fire', 'smoke'] as const;

/** One event: the picture with its boxes, the clip, and two buttons. */
export function ReviewCard({ project, camera, event }: { project: string; camera: string; event: VideoEvent }) {
  const { t } = useVideoWords();
  const [playing, setPlaying] = useState(false);
  return (
    <figure className="e-evidence-one e-review-one" data-event={event.id}>
      <div className="e-evidence-picture e-review-picture">
        {playing && event.clip !== null ? <video src={event.clip} controls autoPlay muted playsInline />
          : event.picture === null ? <p className="e-evidence-wait">{t('video.pictureComing')}</p>
          : (
            <>
              <img src={event.picture} alt={isPoint(event.point) ? t(`seenPoint.${event.point}`) : event.point} loading="lazy" />
              {event.boxes.map((box, at) => <BoxMark key={at} box={box} deciding={same(box, event.box)} />)}
            </>
          )}
      </div>
      <figcaption>
        <div className="e-evidence-line">
          <strong>{isPoint(event.point) ? t(`seenPoint.${event.point}`) : event.point}</strong>
          <span className="e-muted">{camera} · <Instant time={event.at} format="exact" /></span>
        </div>
        <div className="e-evidence-line">
          <span className="e-muted">{t('video.score', { score: Math.round(event.score * 100) })}</span>
          <span className="e-actions-row">
            {event.clip === null ? null : <Button size="small" onClick={() => setPlaying(!playing)}>{t(playing ? 'video.still' : 'video.clip')}</Button>}
            <Link to={`/projects/${encodeURIComponent(project)}/video/playback?cameras=${encodeURIComponent(event.camera)}&at=${Date.parse(event.at) - 5_000}`}>{t('video.toPlayback')}</Link>
          </span>
        </div>
        {event.permit === null ? null : <p className="e-muted">{t('video.permit', { number: event.permit })}</p>}
        <Verdict project={project} event={event} />
      </figcaption>
    </figure>
  );
}

function BoxMark({ box, deciding }: { box: EvidenceBox; deciding: boolean }) {
  const { t } = useVideoWords();
  const known = SEEN.find((one) => one === box.class);
  const share = (value: number): string => `${(value * 100).toFixed(2)}%`;
  return (
    <span className={deciding ? 'e-box e-box-deciding' : 'e-box'} style={{ left: share(box.left), top: share(box.top), width: share(box.right - box.left), height: share(box.bottom - box.top) }}>
      <em>{known === undefined ? box.class : t(`seen.${known}`)} {Math.round(box.score * 100)}%</em>
    </span>
  );
}

function Verdict({ project, event }: { project: string; event: VideoEvent }) {
  const { t } = useVideoWords();
  const client = useQueryClient();
  const judge = useMutation({
    mutationFn: (confirmed: boolean) => videoApi.judge(project, event, confirmed),
    onSuccess: () => { for (const key of ['video-search', 'video-statistics']) void client.invalidateQueries({ queryKey: [key, project] }); },
  });
  const problem = useProblemText(judge.error);
  const { isError } = judge;
  useEffect(() => { if (isError) toast('failed', problem); }, [isError, problem]);
  const { verdict } = event;
  return (
    <div className="e-evidence-line">
      <span className="e-actions-row">
        <Button type={verdict?.confirmed === true ? 'primary' : 'default'} loading={judge.isPending && judge.variables} onClick={() => judge.mutate(true)}>{t('video.confirm')}</Button>
        <Button danger={verdict?.confirmed === false} loading={judge.isPending && !judge.variables} onClick={() => judge.mutate(false)}>{t('video.deny')}</Button>
      </span>
      {verdict === null ? null : <span className="e-muted">{t(verdict.confirmed ? 'video.saidSo' : 'video.saidNot', { by: verdict.by })}</span>}
    </div>
  );
}

function same(one: EvidenceBox, other: EvidenceBox): boolean {
  return one.class === other.class && Math.abs(one.left - other.left) + Math.abs(one.top - other.top) < 0.002;
}
