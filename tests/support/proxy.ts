import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Stands between the bot and a server, so that a test can cut it off. It goes with the test.
 * @param delay how long each connection takes to be let in, in ms
 */
export async function proxyTo(server: URL, defaultPort: number, delay = 0) {
  const sockets = new Set<Socket>();
  let isCut = false;

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  }

  const proxy = createServer((near) => {
    keep(near);
    if (isCut) return void near.destroy();
    const far = connect(Number(server.port) || defaultPort, server.hostname);
    keep(far);
    setTimeout(() => near.pipe(far).pipe(near), delay);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.');
  const url = new URL(server);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);

  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    proxy.close();
  });
  return {
    /** The server's address, by way of the proxy. */
    url: url.href,
    /** Cuts every connection, and each that is tried from now on. */
    cut,
    mend() {
      isCut = false;
    },
  };
}
