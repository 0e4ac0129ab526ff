import { EventParser, type ServerEvent } from './parser';

export type LiveStatus = 'connecting' | 'open' | 'waiting' | 'refused' | 'closed';

export interface LiveClock {
  setTimeout: (run: () => void, milliseconds: number) => number;
  clearTimeout: (handle: number) => void;
  random: () => number;
}

export interface LiveOptions {
  url: string;
  fetch: typeof fetch;
  clock: LiveClock;
  onEvent: (event: ServerEvent) => void;
  onStatus: (status: LiveStatus, retryInMilliseconds?: number) => void;
}

/** The server sends a comment each 15 s; two missed ones and the line is taken for dead. */
export const SILENCE_MS = 35_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/**
 * One live stream. Over fetch instead of EventSource: a half-open connection shows by silence, a refused session by its
 * status, and the retry carries Last-Event-ID, so that nothing between the two connections is missed.
 */
export class LiveConnection {
  private readonly options: LiveOptions;
  private lastId: string | undefined;
  private attempt = 0;
  private abort: AbortController | undefined;
  private silence: number | undefined;
  private retry: number | undefined;
  private stopped = false;
  private refused = false;

  constructor(options: LiveOptions) {
    this.options = options;
  }

  start(): void {
    this.stopped = false;
    this.refused = false;
    void this.run();
  }

  /** Somebody has signed in: a refused line is tried anew, any other goes on. */
  admitted(): void {
    if (this.refused) this.start();
  }

  stop(): void {
    this.stopped = true;
    this.refused = false;
    this.clear();
    this.abort?.abort();
    this.options.onStatus('closed');
  }

  /** Tries at once instead of waiting, e.g. when the browser says that it is online again. */
  retryNow(): void {
    if (this.stopped || this.retry === undefined) return;
    this.clear();
    void this.run();
  }

  private async run(): Promise<void> {
    const abort = new AbortController();
    this.abort = abort;
    this.options.onStatus('connecting');
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (this.lastId !== undefined) headers['Last-Event-ID'] = this.lastId;
      this.watch();
      const response = await this.options.fetch(this.options.url, {
        headers, credentials: 'same-origin', signal: abort.signal, cache: 'no-store',
      });
      if (response.status === 401 || response.status === 403) return this.refuse();
      if (response.ok && response.body !== null) await this.read(response.body);
    } catch {
      // A broken line and a line that was cut for silence end here alike: wait, then connect again.
    }
    if (!this.stopped && this.abort === abort) this.wait();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    this.attempt = 0;
    this.options.onStatus('open');
    const parser = new EventParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.stopped) return;
      this.watch();
      for (const event of parser.push(decoder.decode(value, { stream: true }))) {
        if (event.id !== undefined) this.lastId = event.id;
        this.options.onEvent(event);
      }
    }
  }

  private watch(): void {
    if (this.silence !== undefined) this.options.clock.clearTimeout(this.silence);
    this.silence = this.options.clock.setTimeout(() => this.abort?.abort(), SILENCE_MS);
  }

  private wait(): void {
    this.clear();
    const delay = retryDelay(this.attempt++, this.options.clock.random());
    this.options.onStatus('waiting', delay);
    this.retry = this.options.clock.setTimeout(() => {
      this.retry = undefined;
      void this.run();
    }, delay);
  }

  private refuse(): void {
    this.clear();
    this.stopped = true;
    this.refused = true;
    this.options.onStatus('refused');
  }

  private clear(): void {
    if (this.silence !== undefined) this.options.clock.clearTimeout(this.silence);
    if (this.retry !== undefined) this.options.clock.clearTimeout(this.retry);
    this.silence = undefined;
    this.retry = undefined;
  }
}

/** Doubles from one second to thirty, spread by a quarter so that a restarted server is not stormed. */
export function retryDelay(attempt: number, random: number): number {
  const base = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt, 10));
  return Math.round(base * (0.75 + 0.5 * random));
}
