import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CannotListen } from '../../src/metrics/cannot-listen.ts';
import { type Page, servePages } from '../../src/metrics/server.ts';

const host = '127.0.0.1';
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** A server with one page and one that fails. */
async function serve(port = 0) {
  const errors: unknown[] = [];
  const pages = new Map<string, () => Promise<Page>>([
    ['/page', async () => ({ status: 200, type: 'text/plain', body: 'here' })],
    ['/bug', async () => Promise.reject(new Error('canary-inside'))],
  ]);
  const server = await servePages({ host, port }, pages, (error) => errors.push(error));
  open.push(server);
  return {
    ...server,
    errors,
    ask: (path: string, init?: RequestInit) => fetch(`http://${host}:${server.port}${path}`, init),
  };
}

describe('the pages for the operator', () => {
  it('are answered to GET, whatever stands behind a question mark', async () => {
    const { ask } = await serve();
    const answer = await ask('/page?x=1');
    expect([answer.status, await answer.text()]).toEqual([200, 'here']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('are not answered to %s', async (method) => {
    const { ask } = await serve();
    const answer = await ask('/page', { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it.each(['/', '/nothing', '/__proto__', '/toString', '/page/', '/../page%00'])(
    'say at %s what there is',
    async (path) => {
      const { ask } = await serve();
      const answer = await ask(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('/page');
    },
  );

  it('case 14: keep to themselves why one failed', async () => {
    const { ask, errors } = await serve();
    const answer = await ask('/bug');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('canary-inside');
    expect(errors).toEqual([new Error('canary-inside')]);
  });

  it('are gone once closed, also for a client who stays connected without asking', async () => {
    const server = await serve();
    const idle = connect(server.port, host);
    idle.on('error', () => undefined);
    await once(idle, 'connect');
    await open.pop()?.close();
    await expect(server.ask('/page')).rejects.toThrow();
  });
});

describe('an address that cannot be listened on', () => {
  it('that another program uses is told, with what to do', async () => {
    const { port } = await serve();
    await expect(serve(port)).rejects.toThrow(CannotListen);
    await expect(serve(port)).rejects.toThrow(`already uses 127.0.0.1:${port}: choose another METRICS_PORT`);
  });

  it('that is not of this machine is told, with what to do', async () => {
    const elsewhere = servePages({ host: '203.0.113.7', port: 0 }, new Map(), () => undefined);
    await expect(elsewhere).rejects.toThrow('does not have the address 203.0.113.7:0: set METRICS_HOST');
  });
});
