export type LiveState =
  | { kind: 'connecting' | 'offline' | 'unwatched' | 'ended' | 'noMedia' }
  | { kind: 'playing'; delay: number }
  | { kind: 'noCodec'; codec: string };

interface Description {
  codec: string;
  width: number;
  height: number;
}

const HEAD = 9;
/** Seconds behind the newest frame: from here on playing is a little faster, and beyond the second it jumps. */
const CALM = 0.5;
const TOO_FAR = 2.5;
const KEPT = 20;

/** Feeds what the socket brings into the video element and keeps it near the newest frame. */
export class LivePlayer {
  private readonly socket: WebSocket;
  private readonly queue: Uint8Array[] = [];
  private readonly timer: number;
  private source: MediaSource | undefined;
  private buffer: SourceBuffer | undefined;
  private address: string | undefined;
  /** Newest frame: when it came from the camera, by the gateway's clock, against ours when it arrived here. */
  private transport = 0;
  private least = Infinity;

  constructor(private readonly video: HTMLVideoElement, project: string, camera: string, private readonly tell: (state: LiveState) => void) {
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    this.socket = new WebSocket(`${scheme}://${window.location.host}/api/projects/${encodeURIComponent(project)}/cameras/${encodeURIComponent(camera)}/live`);
    this.socket.binaryType = 'arraybuffer';
    this.socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      if (typeof event.data === 'string') this.begin(JSON.parse(event.data) as Description);
      else this.take(new Uint8Array(event.data));
    };
    this.socket.onclose = (event) => this.tell({
      kind: event.reason === 'gateway-offline' ? 'offline' : event.reason === 'camera-not-watched' ? 'unwatched' : 'ended',
    });
    this.timer = window.setInterval(() => this.follow(), 500);
  }

  close(): void {
    window.clearInterval(this.timer);
    this.socket.onclose = null;
    this.socket.close();
    this.release();
  }

  private begin({ codec }: Description): void {
    if (typeof MediaSource === 'undefined') {
      this.tell({ kind: 'noMedia' });
      this.socket.close();
      return;
    }
    const type = `video/mp4; codecs="${codec}"`;
    if (!MediaSource.isTypeSupported(type)) {
      this.socket.onclose = null;
      this.tell({ kind: 'noCodec', codec });
      this.socket.close();
      return;
    }
    this.release();
    const source = new MediaSource();
    this.source = source;
    this.address = URL.createObjectURL(source);
    this.video.src = this.address;
    source.addEventListener('sourceopen', () => {
      if (this.source !== source) return;
      const buffer = source.addSourceBuffer(type);
      // Frames follow each other whatever their own clock says: a camera that jumps must not stop the picture.
      buffer.mode = 'segments';
      buffer.addEventListener('updateend', () => this.push());
      this.buffer = buffer;
      this.push();
    });
  }

  private take(message: Uint8Array): void {
    const head = new DataView(message.buffer, message.byteOffset, HEAD);
    const sent = Number(head.getBigInt64(1));
    // Two clocks that differ: the smallest difference seen stands for "no delay".
    const difference = Date.now() - sent;
    this.least = Math.min(this.least, difference);
    this.transport = (difference - this.least) / 1000;
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

  private follow(): void {
    const ranges = this.buffer?.buffered;
    if (ranges === undefined || ranges.length === 0) return;
    const end = ranges.end(ranges.length - 1);
    const behind = end - this.video.currentTime;
    if (behind > TOO_FAR || behind < 0) this.video.currentTime = Math.max(0, end - 0.1);
    this.video.playbackRate = behind > CALM ? 1.1 : 1;
    if (this.video.paused) void this.video.play().catch(() => undefined);
    this.tell({ kind: 'playing', delay: Math.max(0, behind) + this.transport });
  }

  private release(): void {
    this.buffer = undefined;
    this.source = undefined;
    this.queue.length = 0;
    if (this.address !== undefined) URL.revokeObjectURL(this.address);
    this.address = undefined;
    this.video.removeAttribute('src');
  }
}
