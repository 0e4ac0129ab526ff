import type { RecordedFile } from '@edge/core';
import type { PlayClock } from './playClock';

const FOLLOW_MS = 100;
/** Seconds ahead that are fetched, and behind that are kept. */
const AHEAD = 25;
const BEHIND = 30;
/** Off by more: jump; by less: a little faster or slower. */
const JUMP = 1;
const TOLERANCE = 0.08;

export type RecordedState = 'loading' | 'playing' | 'gap' | 'noCodec' | 'failed';

/** Plays a camera's recorded files after each other on a common clock; time in the element is seconds since `origin`. */
export class RecordedPlayer {
  private source = new MediaSource();
  private readonly address: string;
  private readonly timer: number;
  private readonly loaded = new Set<string>();
  private readonly who = crypto.randomUUID();
  private buffer: SourceBuffer | undefined;
  private files: readonly RecordedFile[] = [];
  private loading: AbortController | undefined;
  private broken: RecordedState | undefined;

  constructor(private readonly video: HTMLVideoElement, private readonly clock: PlayClock, private readonly origin: number, private readonly tell: (state: RecordedState) => void) {
    this.address = URL.createObjectURL(this.source);
    this.video.src = this.address;
    this.timer = window.setInterval(() => this.follow(), FOLLOW_MS);
  }

  setFiles(files: readonly RecordedFile[]): void {
    this.files = files;
  }

  close(): void {
    window.clearInterval(this.timer);
    this.loading?.abort();
    this.clock.wait(this.who, false);
    this.video.removeAttribute('src');
    URL.revokeObjectURL(this.address);
  }

  private follow(): void {
    if (this.broken !== undefined || this.source.readyState !== 'open') return;
    const now = this.clock.now;
    const file = this.files.find((one) => Date.parse(one.from) - 500 <= now && now < Date.parse(one.to) + 500);
    this.fetchAround(now);
    if (file === undefined) {
      this.video.pause();
      this.clock.wait(this.who, false);
      this.tell('gap');
      return;
    }
    const wanted = (now - this.origin) / 1000;
    const ready = this.has(wanted);
    this.clock.wait(this.who, !ready && this.clock.playing);
    this.tell(ready ? 'playing' : 'loading');
    if (!ready) return;
    this.steer(wanted);
  }

  private steer(wanted: number): void {
    const off = this.video.currentTime - wanted;
    if (Math.abs(off) > JUMP * Math.max(1, this.clock.rate)) this.video.currentTime = wanted;
    this.video.playbackRate = Math.min(16, this.clock.rate * (Math.abs(off) < TOLERANCE ? 1 : off > 0 ? 0.93 : 1.07));
    if (this.clock.playing && !this.clock.held) {
      if (this.video.paused) void this.video.play().catch(() => undefined);
    } else {
      this.video.pause();
      if (Math.abs(off) > TOLERANCE) this.video.currentTime = wanted;
    }
  }

  private has(at: number): boolean {
    const ranges = this.video.buffered;
    for (let i = 0; i < ranges.length; i++) if (ranges.start(i) <= at + 0.3 && at < ranges.end(i) - 0.05) return true;
    return false;
  }

  private fetchAround(now: number): void {
    if (this.loading !== undefined) return;
    const next = this.files.find((one) => Date.parse(one.to) > now && Date.parse(one.from) < now + AHEAD * 1000 * this.clock.rate && !this.loaded.has(one.address));
    if (next !== undefined) void this.load(next);
  }

  private async load(file: RecordedFile): Promise<void> {
    const abort = new AbortController();
    this.loading = abort;
    this.loaded.add(file.address);
    try {
      const answer = await fetch(file.address, { signal: abort.signal });
      if (!answer.ok || answer.body === null) throw new Error(String(answer.status));
      const reader = answer.body.getReader();
      let first = true;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (first && !this.prepare(value, file)) return;
        first = false;
        await this.append(value);
      }
    } catch {
      if (!abort.signal.aborted) {
        this.loaded.delete(file.address);
        this.tell('failed');
        await new Promise((later) => { window.setTimeout(later, 3_000); });
      }
    } finally {
      this.loading = undefined;
    }
  }

  /** The first bytes hold the beginning, which names the codec. */
  private prepare(bytes: Uint8Array, file: RecordedFile): boolean {
    const type = `video/mp4; codecs="${codecOf(bytes)}"`;
    if (!MediaSource.isTypeSupported(type)) {
      this.broken = 'noCodec';
      this.clock.wait(this.who, false);
      this.tell('noCodec');
      return false;
    }
    if (this.buffer === undefined) this.buffer = this.source.addSourceBuffer(type);
    else this.buffer.changeType(type);
    this.buffer.timestampOffset = (Date.parse(file.from) - this.origin) / 1000;
    return true;
  }

  private async append(bytes: Uint8Array): Promise<void> {
    const { buffer } = this;
    if (buffer === undefined || this.source.readyState !== 'open') return;
    const old = (this.clock.now - this.origin) / 1000 - BEHIND;
    if (buffer.buffered.length > 0 && buffer.buffered.start(0) < old - BEHIND) {
      buffer.remove(0, old);
      await settled(buffer);
      this.files.filter((one) => (Date.parse(one.to) - this.origin) / 1000 < old).forEach((one) => this.loaded.delete(one.address));
    }
    buffer.appendBuffer(bytes as Uint8Array<ArrayBuffer>);
    await settled(buffer);
  }
}

function settled(buffer: SourceBuffer): Promise<void> {
  return buffer.updating ? new Promise((done) => { buffer.addEventListener('updateend', () => done(), { once: true }); }) : Promise.resolve();
}

/** Finds `avcC` or `hvcC` and reads the codec out of it (ISO/IEC 14496-15). */
export function codecOf(bytes: Uint8Array): string {
  const at = find(bytes, 'avcC');
  const hex = (value: number): string => value.toString(16).padStart(2, '0');
  if (at >= 0) return `avc1.${hex(bytes[at + 5] ?? 0)}${hex(bytes[at + 6] ?? 0)}${hex(bytes[at + 7] ?? 0)}`;
  const hevc = find(bytes, 'hvcC');
  return hevc < 0 ? 'avc1.42e01e' : `hev1.${(bytes[hevc + 5] ?? 0) & 0x1f}.6.L${bytes[hevc + 16] ?? 93}.B0`;
}

function find(bytes: Uint8Array, name: string): number {
  const codes = [...name].map((one) => one.charCodeAt(0));
  for (let at = 0; at + 4 < Math.min(bytes.length, 8_192); at++) if (codes.every((code, i) => bytes[at + i] === code)) return at;
  return -1;
}
