import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { actSchema } from './acts.ts';
import { asset } from './assets.ts';
import { createDelta } from './delta.ts';
import { loopbackOnly } from './guard.ts';
import type { Stage } from './stage.ts';

/** The page's HTTP side: its files, its snapshots as server-sent events, and what people do in it. */
export function controlRoutes(stage: Stage): Hono {
  const routes = new Hono();
  const guard = loopbackOnly();
  routes.use('/', guard);
  routes.use('/page/*', guard);
  routes.use('/control/*', guard);

  routes.get('/', (context) => asset(context, 'index.html'));
  routes.get('/page/:name', (context) => asset(context, context.req.param('name')));

  routes.get('/control/events', (context) => {
    const viewerId = context.req.query('viewer') ?? '';
    const channelId = context.req.query('channel') ?? '';
    return streamSSE(context, async (stream) => {
      // Many changes in a row are one snapshot: a change only opens the gate that the loop waits at.
      let gate = Promise.withResolvers<void>();
      const stop = stage.watch(() => gate.resolve());
      stream.onAbort(() => gate.resolve());
      const news = createDelta();
      while (!stream.aborted) {
        gate = Promise.withResolvers<void>();
        await stream.writeSSE({ data: news(stage.view(viewerId, channelId)) });
        await gate.promise;
      }
      stop();
    });
  });

  routes.get('/control/files/:viewer/:message/:name', (context) => {
    const { viewer, message, name } = context.req.param();
    const file = stage.file(viewer, message, name);
    if (!file) return context.text('There is no such file for this person.', 404);
    const headers = {
      'content-type': file.contentType,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    };
    return context.body(Uint8Array.from(file.bytes), 200, headers);
  });

  routes.post('/control/act', async (context) => {
    if (!context.req.header('content-type')?.startsWith('application/json'))
      return context.json({ problem: 'Send the act as application/json.' }, 400);
    const body: unknown = await context.req.json().catch(() => undefined);
    const act = actSchema.safeParse(body);
    if (!act.success) return context.json({ problem: z.prettifyError(act.error) }, 400);
    const problem = stage.act(act.data);
    return problem === undefined ? context.json({}) : context.json({ problem }, 400);
  });

  return routes;
}
