import { ApiProblem } from '../api/problem';
import type { Attachment, UploadView, WorkApi } from '../api/work';

/** A file of the device, as far as an upload needs it. */
export interface Source {
  name: string;
  size: number;
  lastModified: number;
  slice: (from: number, to: number) => Blob;
}

export type UploadPhase = 'waiting' | 'sending' | 'paused' | 'checking' | 'ready' | 'refused' | 'failed';

export interface UploadProgress {
  phase: UploadPhase;
  sent: number;
  size: number;
  /** Bytes a second over the last seconds; undefined before there is anything to say. */
  speed?: number;
  /** Seconds left at this speed. */
  remaining?: number;
  file?: Attachment;
  /** Why it was refused or failed, in the server's words where it had any. */
  reason?: string;
}

/** The standard asks for at least this many bytes a second. */
export const LEAST_SPEED = 50_000;

const FIRST_PIECE = 256 << 10;
const LARGEST_PIECE = 8 << 20;
const PIECE_SECONDS = 2;
const WINDOW_MS = 5_000;
const RETRIES = 5;

type Calls = Pick<WorkApi, 'uploads' | 'beginUpload' | 'upload' | 'sendPiece' | 'cancelUpload'>;

interface Clock {
  now: () => number;
  wait: (ms: number) => Promise<void>;
}

const CLOCK: Clock = { now: () => performance.now(), wait: (ms) => new Promise((done) => setTimeout(done, ms)) };

/** By which the server finds an upload of the same file again. */
export function fingerprintOf(source: Source): string {
  return `${source.size}-${source.lastModified}-${source.name}`.slice(0, 200);
}

/**
 * Sends one file in pieces from where the server says, and goes on after pauses, cuts and restarts of the browser: what has
 * arrived is not sent again. Pieces grow until one takes about two seconds.
 */
export class Upload {
  progress: UploadProgress;
  private readonly listeners = new Set<() => void>();
  private readonly samples: { at: number; sent: number }[] = [];
  private id: string | undefined;
  private piece = FIRST_PIECE;
  private abort: AbortController | undefined;
  private readonly source: Source;
  private readonly calls: Calls;
  private readonly clock: Clock;

  constructor(source: Source, calls: Calls, clock: Clock = CLOCK) {
    this.source = source;
    this.calls = calls;
    this.clock = clock;
    this.progress = { phase: 'waiting', sent: 0, size: source.size };
  }

  get name(): string {
    return this.source.name;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };

  readonly snapshot = (): UploadProgress => this.progress;

  /** Sends until it is whole, paused, refused or has failed again and again. */
  async start(): Promise<UploadProgress> {
    if (this.progress.phase === 'sending' || this.progress.phase === 'ready') return this.progress;
    this.abort = new AbortController();
    this.samples.length = 0;
    this.set({ phase: 'sending', reason: undefined });
    for (let failures = 0; ;) {
      try {
        return await this.run(this.abort.signal);
      } catch (error) {
        if (this.abort.signal.aborted) return this.progress;
        if (!(error instanceof ApiProblem) || !(error.retryable || error.type.endsWith('busy') || error.type.endsWith('other-offset')) || ++failures > RETRIES) {
          this.set({ phase: 'failed', reason: error instanceof ApiProblem ? error.detail ?? error.message : String(error) });
          return this.progress;
        }
        this.piece = FIRST_PIECE;
        await this.clock.wait(500 * 2 ** failures);
      }
    }
  }

  /** Stops sending; what has arrived stays. */
  pause(): void {
    if (this.progress.phase !== 'sending') return;
    this.set({ phase: 'paused', speed: undefined, remaining: undefined });
    this.abort?.abort();
  }

  /** Gives it up, here and on the server. */
  async cancel(): Promise<void> {
    this.pause();
    if (this.id !== undefined && this.progress.phase !== 'ready') await this.calls.cancelUpload(this.id);
  }

  private async run(signal: AbortSignal): Promise<UploadProgress> {
    let view = await this.open(signal);
    while (view.state === 'uploading') {
      this.arrived(view.offset);
      if (signal.aborted) return this.progress;
      const to = Math.min(view.offset + Math.min(this.piece, view.largestPiece), this.source.size);
      if (to === this.source.size) this.set({ phase: to - view.offset < LARGEST_PIECE ? 'sending' : 'checking' });
      const began = this.clock.now();
      view = await this.calls.sendPiece(view.id, view.offset, this.source.slice(view.offset, to), signal);
      this.pace(this.clock.now() - began);
    }
    if (view.state === 'ready') this.set({ phase: 'ready', sent: this.source.size, file: view.file ?? undefined, speed: undefined, remaining: undefined });
    else this.set({ phase: 'refused', reason: view.reason ?? undefined, speed: undefined, remaining: undefined });
    return this.progress;
  }

  private async open(signal: AbortSignal): Promise<UploadView> {
    if (this.id !== undefined) return this.calls.upload(this.id, signal);
    const fingerprint = fingerprintOf(this.source);
    const known = (await this.calls.uploads(signal)).find((one) => one.fingerprint === fingerprint && one.size === this.source.size);
    const view = known ?? await this.calls.beginUpload(this.source.name, this.source.size, fingerprint, signal);
    this.id = view.id;
    return view;
  }

  private arrived(sent: number): void {
    const now = this.clock.now();
    this.samples.push({ at: now, sent });
    while (this.samples.length > 2 && now - (this.samples[0]?.at ?? now) > WINDOW_MS) this.samples.shift();
    const first = this.samples[0];
    const seconds = first === undefined ? 0 : (now - first.at) / 1000;
    const speed = first === undefined || seconds < 0.2 ? undefined : (sent - first.sent) / seconds;
    this.set({ sent, speed, remaining: speed === undefined || speed <= 0 ? undefined : (this.source.size - sent) / speed });
  }

  private pace(ms: number): void {
    const wanted = ms <= 0 ? this.piece * 2 : this.piece * ((PIECE_SECONDS * 1000) / ms);
    this.piece = Math.round(Math.min(LARGEST_PIECE, this.piece * 2, Math.max(FIRST_PIECE, wanted)));
  }

  private set(change: Partial<UploadProgress>): void {
    this.progress = { ...this.progress, ...change };
    this.listeners.forEach((listener) => listener());
  }
}
