import { setTimeout as realTime } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { TwilioWorld } from './model.ts';
import { refusalJson, refusals } from './refusals.ts';

/** Counts every request and lets the world's faults happen to it: before it is processed, or between that and the answer. */
export function faulty(world: TwilioWorld): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const { busy } = world.countRequest();
    const { dropped, down, htmlError, slowMs, cut } = world.faults;
    if (dropped) {
      c.env.incoming.socket.destroy();
      return c.body(null);
    }
    if (down) return pageUnavailable(c);
    if (htmlError) return c.html('<!doctype html><title>502</title><h1>Bad Gateway</h1>', 502);
    if (busy) return c.json(refusalJson(refusals.tooManyRequests()), 429);
    await next();
    if (slowMs > 0) await realTime(slowMs, undefined, { ref: false });
    if (cut) c.env.incoming.socket.destroy();
    return;
  };
}

/** What stands in for a product that is down: a page, which is none of its answers. */
export function pageUnavailable(c: Context): Response | Promise<Response> {
  return c.html('<!doctype html><title>503</title><h1>Service Unavailable</h1>', 503);
}
