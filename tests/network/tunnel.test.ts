import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { causeOf } from '../../src/log/cause.ts';
import { networkAdvice } from '../../src/network/advice.ts';
import { type Target, tunnel } from '../../src/network/tunnel.ts';
import { noOpenssl, ownAuthority } from '../support/authority.ts';

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A proxy that answers with a status, and leads through where that is 200. */
async function proxy(status: number) {
  const server = createHttpServer();
  server.on('connect', ({ url = '' }, near: Socket) => {
    near.write(`HTTP/1.1 ${status} Whatever\r\n\r\n`);
    if (status !== 200) return near.end();
    const { hostname, port } = new URL(`http://${url}`);
    const far = connect(Number(port), hostname);
    onTestFinished(() => void far.destroy());
    return far
      .on('error', () => {})
      .pipe(near)
      .pipe(far);
  });
  return `http://127.0.0.1:${await listening(server)}`;
}

const through = (address: string, target: Target) =>
  new Promise<Duplex>((resolve, reject) => {
    tunnel(address, target, (error, socket) => (socket ? resolve(socket) : reject(error)));
  });

const said = async (socket: Duplex) => String((await once(socket, 'data'))[0]);

describe('case 46: a connection through a proxy', () => {
  it('leads to whom it is for', async () => {
    const port = await listening(createServer((socket) => void socket.end('hello')));
    expect(await said(await through(await proxy(200), { host: '127.0.0.1', port, isSecure: false }))).toBe('hello');
  });

  it.each([403, 407, 502])('that the proxy refuses with %i has a cause and an advice', async (status) => {
    const failed = await through(await proxy(status), { host: '127.0.0.1', port: 9, isSecure: true }).catch(
      (error) => error,
    );
    expect(causeOf(failed)).toBe('EPROXY');
    expect(networkAdvice('EPROXY')).toContain('HTTPS_PROXY');
  });

  it('fails by its cause where nobody is the proxy', async () => {
    const failed = await through('http://127.0.0.1:9', { host: '127.0.0.1', port: 9, isSecure: true }).catch(
      (error) => error,
    );
    expect(causeOf(failed)).toBe('ECONNREFUSED');
  });

  it.skipIf(noOpenssl)(`speaks TLS beyond it, and only with whom the machine trusts ${noOpenssl ?? ''}`, async () => {
    const { text } = ownAuthority();
    const port = await listening(
      createTlsServer(text, (socket) => void socket.end('hello')).on('tlsClientError', () => {}),
    );
    const target = { host: '127.0.0.1', port, isSecure: true };
    const failed = await through(await proxy(200), target).catch((error) => error);
    expect(networkAdvice(causeOf(failed) ?? '')).toContain('NODE_EXTRA_CA_CERTS');

    const usual = getCACertificates('default');
    onTestFinished(() => setDefaultCACertificates(usual));
    setDefaultCACertificates([...usual, text.ca]);
    expect(await said(await through(await proxy(200), target))).toBe('hello');
  });
});
