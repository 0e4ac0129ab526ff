import { Upload, type Attachment } from '@edge/core';
import { toast } from '@edge/ui';
import { Button } from 'antd';
import { useRef, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';

const WIDTH = 440;
const HEIGHT = 150;

/** A box to sign in with finger, pen or mouse; the drawing is uploaded when the pen is lifted. */
export function SignPad({ onSigned }: { onSigned: (file: Attachment | undefined) => void }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ x: number; y: number }>(undefined);
  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * WIDTH, y: ((event.clientY - box.top) / box.height) * HEIGHT };
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d');
    if (last.current === undefined || pen == null) return;
    const now = at(event);
    pen.lineWidth = 3;
    pen.lineCap = 'round';
    pen.strokeStyle = getComputedStyle(event.currentTarget).color;
    pen.beginPath();
    pen.moveTo(last.current.x, last.current.y);
    pen.lineTo(now.x, now.y);
    pen.stroke();
    last.current = now;
  };
  const lift = () => {
    if (last.current === undefined) return;
    last.current = undefined;
    canvas.current?.toBlob((blob) => {
      if (blob === null) return;
      const upload = new Upload({ name: 'signature.png', size: blob.size, lastModified: Date.now(), slice: (from, to) => blob.slice(from, to) }, workApi);
      void upload.start().then((end) => {
        if (end.file === undefined) toast('failed', end.reason ?? '');
        else onSigned(end.file);
      });
    }, 'image/png');
  };
  return (
    <div>
      <canvas
        ref={canvas} width={WIDTH} height={HEIGHT} className="e-sign" aria-label={t('approvals.signHere')}
        onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); last.current = at(event); }}
        onPointerMove={draw} onPointerUp={lift} onPointerCancel={lift}
      />
      <Button
        size="small"
        onClick={() => {
          canvas.current?.getContext('2d')?.clearRect(0, 0, WIDTH, HEIGHT);
          onSigned(undefined);
        }}
      >
        {t('approvals.clear')}
      </Button>
    </div>
  );
}
