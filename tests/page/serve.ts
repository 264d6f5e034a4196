import { serve } from '@hono/node-server';
import { controlRoutes } from '../../sandbox/control/routes.ts';
import type { Stage } from '../../sandbox/control/stage.ts';

/** The page over a given stage, on a free loopback port. */
export function servePage(stage: Stage): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<{ readonly url: string; close(): Promise<void> }>();
  const server = serve({ fetch: controlRoutes(stage).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
    resolve({
      url: `http://127.0.0.1:${port}`,
      close: () => {
        const closed = Promise.withResolvers<void>();
        server.close(() => closed.resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
        return closed.promise;
      },
    }),
  );
  return promise;
}
