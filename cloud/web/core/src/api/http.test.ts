import { describe, expect, it, vi } from 'vitest';
import { createApi } from './api';
import { cookie, HttpClient, queryString } from './http';
import { ApiProblem, kindOf } from './problem';

function answering(status: number, body?: unknown, headers: Record<string, string> = {}) {
  const calls: { url: string; init: RequestInit }[] = [];
  const fetch = vi.fn((url: string | URL | Request, init?: RequestInit) => {
    calls.push({ url: String(url), init: init ?? {} });
    return Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), {
      status, headers: { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', ...headers },
    }));
  });
  const http = new HttpClient({ fetch: fetch as typeof globalThis.fetch, cookies: () => 'a=1; edge-csrf=t%2B1; b=2' });
  return { http, calls, header: (name: string) => new Headers(calls[0]?.init.headers).get(name) };
}

async function failure(run: Promise<unknown>): Promise<ApiProblem> {
  const error: unknown = await run.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiProblem);
  return error as ApiProblem;
}

describe('the client', () => {
  it('sends the antiforgery header with what changes something, and only with that', async () => {
    const post = answering(200, {});
    await post.http.send('POST', '/api/x', { body: { a: 1 } });
    expect(post.header('X-Edge-Csrf')).toBe('t+1');
    const get = answering(200, {});
    await get.http.get('/api/x');
    expect(get.header('X-Edge-Csrf')).toBeNull();
  });

  it('sends the version that a person has seen as If-Match', async () => {
    const { http, header, calls } = answering(200, {});
    await createApi(http).act('w 1', 'false-alarm', 7, { reason: '试验' });
    expect(header('If-Match')).toBe('"7"');
    expect(calls[0]?.url).toBe('/api/warnings/w%201/false-alarm');
  });

  it('takes an answer without a body', async () => {
    await expect(answering(204).http.send('DELETE', '/api/session')).resolves.toBeUndefined();
  });

  it('tells an aborted call from a dead network', async () => {
    const aborted = new HttpClient({ fetch: () => Promise.reject(new DOMException('gone', 'AbortError')), cookies: () => '' });
    await expect(aborted.get('/api/x')).rejects.toMatchObject({ name: 'AbortError' });
    const dead = new HttpClient({ fetch: () => Promise.reject(new TypeError('failed')), cookies: () => '' });
    expect((await failure(dead.get('/api/x'))).kind).toBe('offline');
  });

  it('leaves out what was not asked and repeats what is a list', () => {
    expect(queryString({ a: undefined, b: null, c: '', d: false, e: [1, 2], f: '墙顶' })).toBe('?d=false&e=1&e=2&f=%E5%A2%99%E9%A1%B6');
    expect(queryString({})).toBe('');
  });

  it('reads lists that come bare and lists that come as pages', async () => {
    expect(await createApi(answering(200, [{ id: 'p1' }]).http).projects()).toHaveLength(1);
    expect(await createApi(answering(200, { items: [{ id: 'p1' }], next: null }).http).projects()).toHaveLength(1);
  });

  it('finds a cookie by its whole name', () => {
    expect(cookie('xedge-csrf=no; edge-csrf=yes', 'edge-csrf')).toBe('yes');
    expect(cookie('', 'edge-csrf')).toBeUndefined();
  });
});

describe('problems', () => {
  it('keep the words of the server and the faults of its fields', async () => {
    const { http } = answering(422, { type: 'rule', title: '阈值不可能', detail: '超出量程', errors: { threshold: ['超出量程'] } });
    const problem = await failure(http.get('/api/x'));
    expect(problem).toMatchObject({ kind: 'refused', detail: '超出量程', message: '阈值不可能', errors: { threshold: ['超出量程'] } });
    expect(problem.retryable).toBe(false);
  });

  it('know the kind of an answer that is no problem document', async () => {
    const fetch = () => Promise.resolve(new Response('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } }));
    const problem = await failure(new HttpClient({ fetch, cookies: () => '' }).get('/api/x'));
    expect(problem.kind).toBe('server');
    expect(problem.retryable).toBe(true);
  });

  it.each([
    [401, undefined, 'signed-out'], [403, undefined, 'forbidden'], [403, 'https://x/problems/password-change-required', 'password-change'],
    [403, 'password-change-required', 'password-change'], [404, undefined, 'not-found'], [409, undefined, 'conflict'], [412, undefined, 'conflict'],
    [422, undefined, 'refused'], [429, undefined, 'locked'], [504, undefined, 'timeout'], [500, undefined, 'server'],
  ] as const)('%i %s is %s', (status, type, kind) => expect(kindOf(status, type)).toBe(kind));

  it('carry how long a locked account waits', async () => {
    expect((await failure(answering(429, {}, { 'Retry-After': '300' }).http.get('/api/x'))).retryAfterSeconds).toBe(300);
  });

  it('bar the way once the session is gone', async () => {
    const { http } = answering(401, {});
    const barred = vi.fn();
    http.onBarred = barred;
    await failure(http.get('/api/projects'));
    expect(barred).toHaveBeenCalledOnce();
  });

  it('show an unreadable answer as a fault of the server', async () => {
    const fetch = () => Promise.resolve(new Response('{', { status: 200, headers: { 'Content-Type': 'application/json' } }));
    expect((await failure(new HttpClient({ fetch, cookies: () => '' }).get('/api/x'))).type).toBe('unreadable-answer');
  });
});
