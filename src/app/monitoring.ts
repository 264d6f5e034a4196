import type { Clock, Ms } from '../clock.ts';
import type { Brake } from '../discord/brake/brake.ts';
import { createTraffic } from '../discord/interactions/traffic.ts';
import { traceOf } from '../log/trace.ts';
import type { Log } from '../log.ts';
import type { MetricsSources } from '../metrics/metrics.ts';
import type { Readiness } from '../metrics/readiness.ts';
import type { Address, Page } from '../metrics/server.ts';
import type { SharedStores } from './own-stores.ts';

/** How long a connection to Discord may be lost before the health check says so. */
const LONGEST_AWAY: Ms = 3 * 60_000;

export interface WatchParts {
  readonly stores: SharedStores;
  readonly connection: () => {
    isConnected(): boolean;
    /** For how long not every shard has been connected. */
    awayFor(): Ms;
    readonly brake: Pick<Brake, 'state'>;
  };
  readonly openBreakers: MetricsSources['openBreakers'];
  readonly spent: NonNullable<MetricsSources['spent']>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What an operator may ask the running bot over HTTP, and what has to be told of to answer. Its libraries are loaded only here. */
export async function openWatch(address: Address, { stores, clock, log, connection, openBreakers, spent }: WatchParts) {
  const [{ createMetrics }, { createReadiness }, { servePages }] = await Promise.all([
    import('../metrics/metrics.ts'),
    import('../metrics/readiness.ts'),
    import('../metrics/server.ts'),
  ]);
  const isConnected = () => connection().isConnected();
  const metrics = createMetrics({
    queueLengths: stores.queueLengths,
    isConnected,
    openBreakers,
    spent,
    brake: () => connection().brake.state(),
  });
  const readiness = createReadiness({ isConnected, checkWritable: stores.checkWritable, clock });
  const pages = new Map<string, () => Promise<Page>>([
    ['/metrics', async () => ({ status: 200, type: metrics.contentType, body: await metrics.text() })],
    ['/healthz', async () => whetherAlive(connection().awayFor())],
    ['/readyz', async () => whetherReady(await readiness())],
  ]);
  let close = async () => {};

  return {
    ...metrics,
    traffic: createTraffic(metrics, clock),
    /** @throws CannotListen */
    async listen(): Promise<void> {
      const onError = (error: unknown) => log.warn({ cause: traceOf(error) }, 'a page for operators failed');
      const server = await servePages(address, pages, onError);
      close = server.close;
      log.info({ host: address.host, port: server.port }, 'metrics are served');
    },
    close: () => close(),
  };
}

/** A process that has not been connected for so long does not get there by itself, or its machine does not reach Discord. */
function whetherAlive(away: Ms): Page {
  if (away < LONGEST_AWAY) return json(200, { alive: true });
  return json(503, { alive: false, discord: 'not connected', seconds: Math.round(away / 1000) });
}

function whetherReady(parts: Readiness): Page {
  const ready = Object.values(parts).every((part) => part === 'ok');
  return json(ready ? 200 : 503, { ready, ...parts });
}

function json(status: number, answer: Readonly<Record<string, unknown>>): Page {
  return { status, type: 'application/json', body: `${JSON.stringify(answer)}\n` };
}
