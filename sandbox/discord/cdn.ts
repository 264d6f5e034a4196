import { Hono } from 'hono';
import type { World } from '../world/world.ts';

/** Serves the files that people have given with commands and forms, to anybody who knows their address. */
export function cdnRoutes({ files }: World): Hono {
  const routes = new Hono();
  routes.get('/ephemeral-attachments/:application/:id/:name', (context) => {
    const { id, name } = context.req.param();
    const file = files.find(id, decodeURIComponent(name), context.req.query('ex'));
    if (!file) return context.text('This content is no longer available.', 404);
    return context.body(Uint8Array.from(file.bytes), 200, { 'content-type': file.contentType });
  });
  return routes;
}
