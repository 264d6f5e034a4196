import type { Clock } from '../clock.ts';
import { createTraffic } from '../discord/traffic.ts';
import { traceOf } from '../log/trace.ts';
import type { Log } from '../log.ts';
import type { MetricsSources } from '../metrics/metrics.ts';
import type { Readiness } from '../metrics/readiness.ts';
import type { Address, Page } from '../metrics/server.ts';
import type { Stores } from '../storage/stores.ts';

export interface WatchParts {
  readonly stores: Stores;
  readonly isConnected: () => boolean;
  readonly openBreakers: MetricsSources['openBreakers'];
  readonly clock: Clock;
  readonly log: Log;
}

/** What an operator may ask the running bot over HTTP, and what has to be told of to answer. Its libraries are loaded only here. */
export async function openWatch(address: Address, { stores, clock, log, ...sources }: WatchParts) {
  const [{ createMetrics }, { createReadiness }, { servePages }] = await Promise.all([
    import('../metrics/metrics.ts'),
    import('../metrics/readiness.ts'),
    import('../metrics/server.ts'),
  ]);
  const metrics = createMetrics({ queueLengths: stores.queueLengths, ...sources });
  const readiness = createReadiness({ isConnected: sources.isConnected, checkWritable: stores.checkWritable, clock });
  const pages = new Map<string, () => Promise<Page>>([
    ['/metrics', async () => ({ status: 200, type: metrics.contentType, body: await metrics.text() })],
    ['/healthz', async () => json(200, { alive: true })],
    ['/readyz', async () => whetherReady(await readiness())],
  ]);
  let close = async () => {};

  return {
    ...metrics,
    traffic: createTraffic(metrics, clock),
    /** @throws CannotListen */
    async listen(): Promise<void> {
      const onError = (error: unknown) => log.warn({ cause: traceOf(error) }, 'a page for the operator failed');
      const server = await servePages(address, pages, onError);
      close = server.close;
      log.info({ host: address.host, port: server.port }, 'metrics are served');
    },
    close: () => close(),
  };
}

function whetherReady(parts: Readiness): Page {
  const ready = Object.values(parts).every((part) => part === 'ok');
  return json(ready ? 200 : 503, { ready, ...parts });
}

function json(status: number, answer: Readonly<Record<string, unknown>>): Page {
  return { status, type: 'application/json', body: `${JSON.stringify(answer)}\n` };
}
