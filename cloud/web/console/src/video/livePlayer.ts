import type { StreamName } from '@edge/core';
import { Lags } from './lags';
import { LivePace } from './livePace';
import { ServerClock } from './serverClock';

export type LiveState =
  | { kind: 'connecting' | 'offline' | 'unwatched' | 'ended' | 'noMedia' }
  /** Seconds from the camera to this screen, and whether the network could not keep up. */
  | { kind: 'playing'; delay: number; lagged: boolean }
  | { kind: 'noCodec'; codec: string };

interface Description {
  codec: string;
  width: number;
  height: number;
  timescale: number;
}

/** Kind, arrival, decode time, duration. */
const HEAD = 21;
/** Seconds behind the picture that the browser keeps: nobody looks back in a live picture. */
const KEPT = 4;
const FOLLOW_MS = 100;
const TELL_MS = 500;
const PING_MS = 10_000;

/** Feeds what the socket brings into the video element and keeps it near the newest frame, for hours on end. */
export class LivePlayer {
  private readonly socket: WebSocket;
  private readonly queue: Uint8Array[] = [];
  private readonly timers: number[];
  private readonly frames: { time: number; at: number }[] = [];
  private readonly lags = new Lags();
  private readonly pace = new LivePace();
  private readonly clock = new ServerClock();
  /** Time in the stream of the frame that the screen shows. */
  private shown: number | undefined;
  private callback: number | undefined;
  private toldAt = 0;
  private source: MediaSource | undefined;
  private buffer: SourceBuffer | undefined;
  private address: string | undefined;
  private timescale = 1;

  constructor(private readonly video: HTMLVideoElement, project: string, camera: string, stream: StreamName, private readonly tell: (state: LiveState) => void) {
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    this.socket = new WebSocket(`${scheme}://${window.location.host}/api/projects/${encodeURIComponent(project)}/cameras/${encodeURIComponent(camera)}/live?stream=${stream}`);
    this.socket.binaryType = 'arraybuffer';
    this.socket.onopen = () => this.ping();
    this.socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      if (typeof event.data === 'string') this.hear(JSON.parse(event.data) as Description | { ping: number; now: number });
      else this.take(new Uint8Array(event.data));
    };
    this.socket.onclose = (event) => this.tell({
      kind: event.reason === 'gateway-offline' ? 'offline' : event.reason === 'camera-not-watched' ? 'unwatched' : 'ended',
    });
    this.video.addEventListener('waiting', this.starve);
    this.video.addEventListener('playing', this.goOn);
    this.timers = [window.setInterval(() => this.follow(), FOLLOW_MS), window.setInterval(() => this.ping(), PING_MS)];
    this.watch();
  }

  close(): void {
    this.timers.forEach((timer) => window.clearInterval(timer));
    this.video.removeEventListener('waiting', this.starve);
    this.video.removeEventListener('playing', this.goOn);
    if (this.callback !== undefined) this.video.cancelVideoFrameCallback(this.callback);
    this.socket.onclose = null;
    this.socket.close();
    this.release();
  }

  private ping(): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(String(Date.now()));
  }

  private hear(said: Description | { ping: number; now: number }): void {
    if ('ping' in said) this.clock.hear(said.ping, said.now, Date.now());
    else this.begin(said);
  }

  private begin({ codec, timescale }: Description): void {
    if (typeof MediaSource === 'undefined') {
      this.refuse({ kind: 'noMedia' });
      return;
    }
    const type = `video/mp4; codecs="${codec}"`;
    if (!MediaSource.isTypeSupported(type)) {
      this.refuse({ kind: 'noCodec', codec });
      return;
    }
    this.release();
    this.timescale = timescale;
    const source = new MediaSource();
    this.source = source;
    this.address = URL.createObjectURL(source);
    this.video.src = this.address;
    source.addEventListener('sourceopen', () => {
      if (this.source !== source) return;
      const buffer = source.addSourceBuffer(type);
      buffer.addEventListener('updateend', () => this.push());
      this.buffer = buffer;
      this.push();
    });
  }

  private refuse(state: LiveState): void {
    this.socket.onclose = null;
    this.tell(state);
    this.socket.close();
  }

  private take(message: Uint8Array): void {
    const head = new DataView(message.buffer, message.byteOffset, HEAD);
    if (head.getUint8(0) !== 0) this.frames.push({ time: Number(head.getBigUint64(9)) / this.timescale, at: Number(head.getBigInt64(1)) });
    if (this.frames.length > 1_000) this.frames.splice(0, 500);
    this.queue.push(message.subarray(HEAD));
    this.push();
  }

  private push(): void {
    const { buffer } = this;
    if (buffer === undefined || buffer.updating || this.source?.readyState !== 'open') return;
    const ranges = buffer.buffered;
    if (ranges.length > 0 && this.video.currentTime - ranges.start(0) > KEPT * 2) {
      buffer.remove(0, this.video.currentTime - KEPT);
      return;
    }
    const next = this.queue.splice(0);
    if (next.length === 0) return;
    const whole = new Uint8Array(next.reduce((sum, one) => sum + one.length, 0));
    let at = 0;
    for (const one of next) {
      whole.set(one, at);
      at += one.length;
    }
    try {
      buffer.appendBuffer(whole);
    } catch {
      this.socket.close();
    }
  }

  private readonly starve = (): void => {
    if (this.video.seeking || this.video.currentTime === 0) return;
    const now = performance.now();
    this.lags.stopped(now);
    this.pace.starved(now);
  };

  private readonly goOn = (): void => this.lags.moves(performance.now());

  private follow(): void {
    const ranges = this.buffer?.buffered;
    if (ranges === undefined || ranges.length === 0) return;
    const now = performance.now();
    const [start, end] = [ranges.start(ranges.length - 1), ranges.end(ranges.length - 1)];
    const { rate, to } = this.pace.step(now, end - this.video.currentTime);
    if (to !== undefined) {
      if (this.shown !== undefined && !this.video.seeking) this.lags.count(now);
      this.video.currentTime = Math.max(start, end - to);
    }
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
    if (this.video.paused) void this.video.play().catch(() => undefined);
    if (now - this.toldAt < TELL_MS) return;
    this.toldAt = now;
    this.tell({ kind: 'playing', delay: this.delay(), lagged: this.lags.tooMany });
  }

  private watch(): void {
    if (!('requestVideoFrameCallback' in this.video)) return;
    this.callback = this.video.requestVideoFrameCallback((_, frame) => {
      this.shown = frame.mediaTime;
      this.watch();
    });
  }

  /** Now, by the server's clock, against when the frame on the screen came from the camera. */
  private delay(): number {
    const shown = this.shown ?? this.video.currentTime;
    let at = this.frames[0]?.at ?? Date.now();
    for (const frame of this.frames) {
      if (frame.time > shown + 0.001) break;
      at = frame.at;
    }
    return Math.max(0, (this.clock.at(Date.now()) - at) / 1000);
  }

  private release(): void {
    this.buffer = undefined;
    this.source = undefined;
    this.queue.length = 0;
    this.frames.length = 0;
    this.shown = undefined;
    if (this.address !== undefined) URL.revokeObjectURL(this.address);
    this.address = undefined;
    this.video.removeAttribute('src');
  }
}
