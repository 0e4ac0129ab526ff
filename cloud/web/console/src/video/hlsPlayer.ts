import type Hls from 'hls.js';
import { videoApi } from '../app/client';
import type { LiveState } from './livePlayer';

const FOLLOW_MS = 250;
/** Seconds behind where it should be: from the first on it plays a little faster, beyond the second it jumps. */
const NEAR = 0.08;
const TOO_FAR = 0.8;
/** Seconds that are kept in addition each time that frames were missing, at most, and how they fade. */
const MORE = 0.06;
const MOST = 0.6;
const CALM_MS = 15_000;

/**
 * Low-latency HLS: for networks that let no web socket through, and with the browser's own player where there is no media source.
 * The address runs out; the player goes on with a new one.
 */
export class HlsPlayer {
  private hls: Hls | undefined;
  private timer: number | undefined;
  private closed = false;
  private extra = 0;
  private calmSince = 0;

  constructor(private readonly video: HTMLVideoElement, private readonly project: string, private readonly camera: string, private readonly tell: (state: LiveState) => void) {
    void this.open();
  }

  close(): void {
    this.closed = true;
    window.clearInterval(this.timer);
    this.video.removeEventListener('waiting', this.starve);
    this.hls?.destroy();
    this.video.removeAttribute('src');
  }

  private async open(): Promise<void> {
    try {
      const [{ default: Player }, { address }] = await Promise.all([import('hls.js'), videoApi.streamAddress(this.project, this.camera)]);
      if (this.closed) return;
      if (!Player.isSupported()) {
        this.native(address);
        return;
      }
      let token = address.split('/')[2] ?? '';
      const hls = new Player({
        // The distance to the live edge is the list's own (three parts); a stall must not push the picture back for good.
        lowLatencyMode: true, backBufferLength: 4, maxLiveSyncPlaybackRate: 1, liveSyncOnStallIncrease: 0,
        xhrSetup: (request, url) => { request.open('GET', url.replace(/\/video\/[^/]+\//, `/video/${token}/`), true); },
      });
      this.hls = hls;
      hls.on(Player.Events.ERROR, (_, data) => {
        if (data.response?.code === 401) void videoApi.streamAddress(this.project, this.camera).then((next) => { token = next.address.split('/')[2] ?? token; hls.startLoad(); });
        else if (data.fatal && data.type === Player.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
        else if (data.fatal) this.tell({ kind: 'ended' });
      });
      hls.loadSource(address);
      hls.attachMedia(this.video);
      this.video.addEventListener('waiting', this.starve);
      this.timer = window.setInterval(() => {
        this.steer(hls);
        this.follow(() => hls.playingDate?.getTime());
      }, FOLLOW_MS);
    } catch {
      if (!this.closed) this.tell({ kind: 'offline' });
    }
  }

  private readonly starve = (): void => {
    if (!this.video.seeking && this.video.currentTime > 0) [this.extra, this.calmSince] = [Math.min(MOST, this.extra + MORE), performance.now()];
  };

  /** The library makes up for a delay only with more than a second in the buffer, which is never there so near the live edge. */
  private steer(hls: Hls): void {
    const now = performance.now();
    if (now - this.calmSince > CALM_MS) [this.extra, this.calmSince] = [Math.max(0, this.extra - MORE / 2), now];
    const late = hls.latency - (hls.targetLatency ?? Infinity) - this.extra;
    if (late > TOO_FAR && hls.liveSyncPosition !== null && this.video.readyState > 1) this.video.currentTime = hls.liveSyncPosition - this.extra;
    const rate = late > NEAR && late <= TOO_FAR ? 1.02 + Math.min(0.18, late / 3) : 1;
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }

  /** An iPhone plays HLS by itself and knows the time of what it shows. */
  private native(address: string): void {
    if (this.video.canPlayType('application/vnd.apple.mpegurl') === '') {
      this.tell({ kind: 'noMedia' });
      return;
    }
    this.video.src = address;
    const dated = this.video as HTMLVideoElement & { getStartDate?: () => Date };
    this.timer = window.setInterval(() => this.follow(() => (dated.getStartDate?.().getTime() ?? NaN) + this.video.currentTime * 1000), FOLLOW_MS);
  }

  private follow(shown: () => number | undefined): void {
    if (this.video.paused) void this.video.play().catch(() => undefined);
    const at = shown();
    if (at !== undefined && Number.isFinite(at) && this.video.currentTime > 0) this.tell({ kind: 'playing', delay: Math.max(0, (Date.now() - at) / 1000), lagged: false });
  }
}
