import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';
import { type WebSocket, WebSocketServer } from 'ws';
import { selfSigned } from './certificate.ts';

/** What answers behind a door. */
export interface House {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Whether a WebSocket may be opened at this path and query. */
  readonly admits: (path: string) => boolean;
  readonly accept: (socket: WebSocket, path: string) => void;
}

/** An address at which a house is reached. */
export interface Door {
  /** `http://127.0.0.1:<port>`, or with `https`. */
  readonly url: string;
  /** Cuts what is open and listens no more: afterwards connections are refused. */
  close(): Promise<void>;
}

/** A door with a certificate that no authority vouches for. */
export interface SecureDoor extends Door {
  /** The certificate, PEM: a client that is given it as an authority trusts the door. */
  readonly certificate: string;
}

/** Opens a door on 127.0.0.1. 0 takes any free port. Rejects when the port is taken. */
export function openDoor(house: House, port = 0): Promise<Door> {
  return open(house, port, createAdaptorServer({ fetch: house.fetch }), 'http');
}

/** The same over TLS, on any free port, with a certificate made now. */
export async function openSecureDoor(house: House): Promise<SecureDoor> {
  const { key, cert } = selfSigned('Latchkey sandbox');
  const serverOptions = { key, cert };
  const server = createAdaptorServer({ fetch: house.fetch, createServer: createSecureServer, serverOptions });
  return { ...(await open(house, 0, server, 'https')), certificate: cert };
}

async function open(
  { admits, accept }: House,
  port: number,
  server: ReturnType<typeof createAdaptorServer>,
  scheme: 'http' | 'https',
): Promise<Door> {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    if (!admits(path)) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (opened) => accept(opened, path));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox listens on no port.');
  return {
    url: `${scheme}://127.0.0.1:${address.port}`,
    async close() {
      sockets.close();
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}
