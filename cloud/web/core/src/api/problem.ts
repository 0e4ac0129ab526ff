/** RFC 9457 problem details as the server sends them. */
export interface ProblemBody {
  type?: string;
  title?: string;
  detail?: string;
  status?: number;
  errors?: Record<string, string[]>;
}

export type ProblemKind =
  | 'offline' | 'signed-out' | 'password-change' | 'forbidden' | 'not-found'
  | 'conflict' | 'refused' | 'locked' | 'timeout' | 'server';

/** The one error type that pages see: what failed, in the server's words where it had any. */
export class ApiProblem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly type: string;
  readonly detail: string | undefined;
  readonly errors: Record<string, string[]>;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ProblemKind, status: number, body: ProblemBody = {}, retryAfterSeconds?: number) {
    super(body.title ?? body.detail ?? kind);
    this.name = 'ApiProblem';
    this.kind = kind;
    this.status = status;
    this.type = body.type ?? 'about:blank';
    this.detail = body.detail;
    this.errors = body.errors ?? {};
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** True when asking again may help. */
  get retryable(): boolean {
    return this.kind === 'offline' || this.kind === 'timeout' || this.kind === 'server';
  }
}

export function kindOf(status: number, type: string | undefined): ProblemKind {
  if (type !== undefined && /(^|[/:])password-change-required$/.test(type)) return 'password-change';
  switch (status) {
    case 401: return 'signed-out';
    case 403: return 'forbidden';
    case 404: return 'not-found';
    case 409: case 412: case 428: return 'conflict';
    case 400: case 422: return 'refused';
    case 429: return 'locked';
    case 504: return 'timeout';
    default: return status >= 500 ? 'server' : 'refused';
  }
}

/** Reads an error answer; a body that is not problem details still gives a problem of the right kind. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body = await readBody(response);
  const retry = Number(response.headers.get('Retry-After'));
  return new ApiProblem(
    kindOf(response.status, body.type), response.status, body, Number.isFinite(retry) && retry > 0 ? retry : undefined);
}

async function readBody(response: Response): Promise<ProblemBody> {
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return {};
  try {
    const parsed: unknown = await response.json();
    return typeof parsed === 'object' && parsed !== null ? (parsed as ProblemBody) : {};
  } catch {
    return {};
  }
}
