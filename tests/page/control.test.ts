import { describe, expect, it } from 'vitest';
import { controlRoutes } from '../../sandbox/control/routes.ts';
import { fixtureStage } from './fixture.ts';

const HOST = '127.0.0.1:4600';

function routes() {
  const { stage, acts } = fixtureStage();
  const app = controlRoutes(stage);
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { host: HOST, ...headers } });
  const act = (body: unknown, headers: Record<string, string> = {}) =>
    app.request('/control/act', {
      method: 'POST',
      headers: { host: HOST, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { acts, get, act };
}

const SKIP = { is: 'skip', ms: 60_000 };

describe('who may ask', () => {
  it.each(['localhost:4600', 'LOCALHOST', '127.0.0.1', '[::1]:4600'])('the page is served to %s', async (host) => {
    expect((await routes().get('/', { host })).status).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80', ''])(
    'a name that merely points here is refused: "%s"',
    async (host) => {
      for (const path of ['/', '/page/main.ts', '/control/events']) {
        const response = await routes().get(path, { host });
        expect(response.status).toBe(403);
        expect(await response.text()).toMatch(/only on localhost/);
      }
    },
  );

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:80', 'https://127.0.0.1:4600'])(
    'an act from another site is refused: %s',
    async (origin) => {
      const { act, acts } = routes();
      expect((await act(SKIP, { origin })).status).toBe(403);
      expect(acts).toEqual([]);
    },
  );

  it('an act of the page itself is done', async () => {
    const { act, acts } = routes();
    expect((await act(SKIP, { origin: `http://${HOST}` })).status).toBe(200);
    expect(acts).toEqual([SKIP]);
  });
});

describe('what may be asked', () => {
  it.each([
    ['no JSON', '{', /./],
    ['an unknown act', { is: 'fly' }, /is/],
    ['a skip into the past', { is: 'skip', ms: -1 }, /ms/],
    ['a language that no client has', { is: 'language', viewerId: '101', locale: 'ar' }, /locale/],
    ['an unknown fault', { is: 'fault', fault: 'flood', on: true }, /fault/],
    ['a stray field', { ...SKIP, more: 1 }, /more/],
    ['another reply than STOP and START', { is: 'reply', number: '+14155550123', body: 'hello' }, /body/],
  ])('%s is answered with 400 and what is wrong', async (_, body, names) => {
    const { act, acts } = routes();
    const response = await act(body);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(names);
    expect(acts).toEqual([]);
  });

  it('a form cannot act, not even with JSON in it', async () => {
    const { act, acts } = routes();
    expect((await act(SKIP, { 'content-type': 'text/plain' })).status).toBe(400);
    expect(acts).toEqual([]);
  });
});

describe('what is served', () => {
  it('TypeScript goes out as JavaScript under a strict policy', async () => {
    const response = await routes().get('/page/main.ts');
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    expect(await response.text()).not.toMatch(/import type|: PageView/);
  });

  it.each([
    '/page/..%2f..%2fpackage.json',
    '/page/%2e%2e%2fcontrol%2fview.ts',
    '/page/tsconfig.json',
    '/page/none.css',
  ])('nothing but the files of the page: %s', async (path) => {
    expect((await routes().get(path)).status).toBe(404);
  });

  it('a snapshot comes at once as a server-sent event', async () => {
    const response = await routes().get('/control/events');
    const reader = response.body?.getReader();
    const first = await reader?.read();
    await reader?.cancel();
    const [, json = ''] = /^data: (.*)\n/.exec(new TextDecoder().decode(first?.value)) ?? [];
    expect(JSON.parse(json)).toMatchObject({ server: { name: 'Lantern Bay' }, channelId: '602' });
  });
});
