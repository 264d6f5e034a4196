import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** discord.js waits so much longer than it is told, in ms. */
const OFFSET = 50;
/** What a timer of Node's may be early, in ms. */
const EARLY = 2;
const SHORTENED = ['x-ratelimit-reset-after', 'retry-after'];

/**
 * Stands between a bot and a Discord whose time goes faster than the machine's: what the bot is told to wait is in the machine's time. It
 * counts the requests by their kind and answer.
 */
export async function startFaster(target: string, times: number) {
  const counts = new Map<string, number>();
  const shorter = (seconds: string) => String(Math.max(0, (Number(seconds) * 1000) / times - OFFSET + EARLY) / 1000);

  const server = createServer((incoming, outgoing) => {
    const url = new URL(target + (incoming.url ?? ''));
    const onward = request(
      url,
      { method: incoming.method, headers: { ...incoming.headers, host: url.host } },
      (answer) => {
        count(incoming, answer.statusCode ?? 0);
        const headers = { ...answer.headers };
        for (const name of SHORTENED) {
          const value = headers[name];
          if (typeof value === 'string') headers[name] = shorter(value);
        }
        outgoing.writeHead(answer.statusCode ?? 500, headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });

  function count({ method, url = '' }: IncomingMessage, status: number): void {
    const path = url.split('?', 1)[0]?.replace(/\/\d{15,}/g, '/:id') ?? '';
    const kind = `${method} ${path.replace('/v10', '')}${status >= 400 ? ` ${status}` : ''}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, counts, close: () => new Promise((resolve) => server.close(resolve)) };
}
