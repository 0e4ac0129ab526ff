import { ApiProblem, problemOf } from './problem';

export type Query = Record<string, string | number | boolean | undefined | null | readonly (string | number)[]>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /** Sent as If-Match; the server answers 409 when the record has moved on. */
  version?: number;
  /** Sent as Idempotency-Key: the same request sent twice happens once. */
  replayKey?: string;
  /** A file as the body instead of JSON, with its media type. */
  content?: Blob;
  type?: string;
  accept?: string;
  signal?: AbortSignal;
}

export interface HttpEnvironment {
  fetch: typeof fetch;
  /** document.cookie in a browser. */
  cookies: () => string;
  /** In which the server answers what it refuses. */
  language?: () => string;
}

const MUTATING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The one way to the server: cookie session, antiforgery header, problem details as a typed error. */
export class HttpClient {
  /** Called once per answer that says that the session is gone or the password must change first. */
  onBarred: ((problem: ApiProblem) => void) | undefined;
  private readonly environment: HttpEnvironment;

  constructor(environment: HttpEnvironment) {
    this.environment = environment;
  }

  get<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.send<T>('GET', path, options);
  }

  async send<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const response = await this.dispatch(method, path, options);
    if (!response.ok) {
      const problem = await problemOf(response);
      if (problem.kind === 'signed-out' || problem.kind === 'password-change') this.onBarred?.(problem);
      throw problem;
    }
    if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as T;
    try {
      return (await response.json()) as T;
    } catch (cause) {
      if (isAbort(cause)) throw cause;
      throw new ApiProblem('server', response.status, { type: 'unreadable-answer' });
    }
  }

  /** A file as the answer; one that comes with a refusal of its own (422) is a file all the same. */
  async fetchFile(method: string, path: string, options: RequestOptions = {}): Promise<Blob> {
    const response = await this.dispatch(method, path, options);
    if (!response.ok && response.headers.get('Content-Type') !== options.accept) throw await problemOf(response);
    return await response.blob();
  }

  private async dispatch(method: string, path: string, options: RequestOptions): Promise<Response> {
    const headers: Record<string, string> = { Accept: options.accept ?? 'application/json' };
    if (this.environment.language !== undefined) headers['Accept-Language'] = this.environment.language();
    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    if (options.signal !== undefined) init.signal = options.signal;
    if (options.body !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(options.body);
    }
    if (options.content !== undefined) {
      headers['Content-Type'] = options.type ?? 'application/octet-stream';
      init.body = options.content;
    }
    if (options.replayKey !== undefined) headers['Idempotency-Key'] = options.replayKey;
    if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
    if (MUTATING.has(method)) headers['X-Edge-Csrf'] = cookie(this.environment.cookies(), 'edge-csrf') ?? '';
    try {
      return await this.environment.fetch(path + queryString(options.query), init);
    } catch (cause) {
      if (isAbort(cause)) throw cause;
      throw new ApiProblem('offline', 0);
    }
  }
}

export function queryString(query: Query | undefined): string {
  if (query === undefined) return '';
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'object') value.forEach((one) => parameters.append(name, String(one)));
    else parameters.append(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

export function cookie(all: string, name: string): string | undefined {
  for (const part of all.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return decodeURIComponent(part.slice(at + 1).trim());
  }
  return undefined;
}

function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError';
}
