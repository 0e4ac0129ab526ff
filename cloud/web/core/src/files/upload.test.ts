import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../api/problem';
import type { UploadView } from '../api/work';
import { fingerprintOf, Upload, type Source } from './upload';

function source(size: number): Source {
  return { name: '方案.pdf', size, lastModified: 7, slice: (from, to) => ({ size: to - from }) as Blob };
}

function server(size: number, behaviour: (offset: number, length: number, calls: number) => void = () => {}) {
  let offset = 0;
  let time = 0;
  const pieces: [number, number][] = [];
  const view = (): UploadView => ({
    id: 'u-1', name: '方案.pdf', size, fingerprint: fingerprintOf(source(size)), offset, largestPiece: 16 << 20,
    state: offset === size ? 'ready' : 'uploading', file: offset === size ? { hash: 'a'.repeat(64), name: '方案.pdf', size } : null, type: null, reason: null,
  });
  return {
    pieces,
    view,
    clock: { now: () => time, wait: async () => { time += 1000; } },
    tick: (ms: number) => { time += ms; },
    set: (at: number) => { offset = at; },
    calls: {
      uploads: async () => (offset > 0 && offset < size ? [view()] : []),
      beginUpload: async () => view(),
      upload: async () => view(),
      cancelUpload: async () => undefined,
      sendPiece: async (_: string, from: number, piece: Blob) => {
        pieces.push([from, piece.size]);
        time += 1000;
        behaviour(from, piece.size, pieces.length);
        expect(from).toBe(offset);
        offset += piece.size;
        return view();
      },
    },
  };
}

describe('an upload', () => {
  it('sends every byte once, in growing pieces, and tells speed and what is left', async () => {
    const far = server(10_000_000);
    const upload = new Upload(source(10_000_000), far.calls, far.clock);
    const speeds: number[] = [];
    upload.subscribe(() => { if (upload.progress.speed !== undefined) speeds.push(upload.progress.speed); });

    const end = await upload.start();

    expect(end.phase).toBe('ready');
    expect(far.pieces.reduce((sum, [, length]) => sum + length, 0)).toBe(10_000_000);
    expect(far.pieces[1]?.[1]).toBeGreaterThan(far.pieces[0]?.[1] ?? 0);
    expect(Math.min(...speeds)).toBeGreaterThan(50_000);
  });

  it('goes on from what has arrived after the network was gone', async () => {
    const far = server(2_000_000, (_, __, calls) => { if (calls === 2) { far.set(300_000); throw new ApiProblem('offline', 0); } });
    const upload = new Upload(source(2_000_000), far.calls, far.clock);

    const end = await upload.start();

    expect(end.phase).toBe('ready');
    expect(far.pieces[2]?.[0]).toBe(300_000);
  });

  it('finds an upload of the same file again and pauses where it is', async () => {
    const far = server(3_000_000);
    far.set(1_000_000);
    const upload = new Upload(source(3_000_000), far.calls, far.clock);
    upload.subscribe(() => { if (upload.progress.sent > 1_000_000 && upload.progress.phase === 'sending') upload.pause(); });

    await upload.start();
    expect(upload.progress.phase).toBe('paused');
    expect(far.pieces[0]?.[0]).toBe(1_000_000);
    await upload.start();

    expect(far.pieces[0]?.[0]).toBe(1_000_000);
  });

  it('says why it was refused', async () => {
    const far = server(1000);
    const calls = { ...far.calls, sendPiece: async () => ({ ...far.view(), state: 'refused' as const, reason: '不接受可执行文件' }) };

    expect(await new Upload(source(1000), calls, far.clock).start()).toMatchObject({ phase: 'refused', reason: '不接受可执行文件' });
  });
});
