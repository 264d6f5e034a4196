import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CannotListen } from './cannot-listen.ts';

export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface Address {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
}

/** More than a scraper, a health check and a person need. */
const MOST_CONNECTIONS = 32;
const PATIENCE = { headersTimeout: 5000, requestTimeout: 5000, keepAliveTimeout: 5000 } as const;

const plain = (status: number, body: string): Page => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

/**
 * Serves pages by their path to GET, and nothing else.
 * @param onError told what a page threw; the asker gets a 500 without it
 * @throws CannotListen
 */
export async function servePages(
  { host, port }: Address,
  pages: ReadonlyMap<string, () => Promise<Page>>,
  onError: (error: unknown) => void,
) {
  const server = createServer({ ...PATIENCE, maxHeaderSize: 8192 }, (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    pageFor(request.method, path)
      .catch((error: unknown) => {
        onError(error);
        return plain(500, 'This did not work. The log says why.');
      })
      .then((page) => write(response, page));
  });
  server.maxConnections = MOST_CONNECTIONS;

  async function pageFor(method: string | undefined, path: string): Promise<Page> {
    const page = pages.get(path);
    if (!page) return plain(404, `There is ${[...pages.keys()].join(', ')}.`);
    return method === 'GET' ? page() : plain(405, 'Only GET is answered here.');
  }

  await listen(server, { host, port });
  return {
    /** The port that is listened on. */
    port: (server.address() as AddressInfo).port,
    async close(): Promise<void> {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function write(response: ServerResponse, { status, type, body }: Page): void {
  const allow = status === 405 ? { Allow: 'GET' } : {};
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...allow }).end(body);
}

async function listen(server: Server, { host, port }: Address): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    throw new CannotListen(reasonOf(error, `${host}:${port}`));
  }
}

function reasonOf(error: unknown, address: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Another program already uses ${address}: choose another METRICS_PORT, or stop that program.`;
    case 'EACCES':
      return `The system does not allow ${address}: choose a METRICS_PORT from 1024 on.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine does not have the address ${address}: set METRICS_HOST to one of its own, such as 127.0.0.1.`;
    default:
      return `Metrics cannot be served on ${address} (${code ?? 'unknown error'}): check METRICS_HOST and METRICS_PORT.`;
  }
}
