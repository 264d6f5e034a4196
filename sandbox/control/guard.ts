import type { MiddlewareHandler } from 'hono';

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Lets only this machine's own pages in: a name that someone else's DNS points at the loopback address (DNS rebinding)
 * is refused by its Host, and another site's form or script by its Origin.
 */
export function loopbackOnly(): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!LOOPBACK.test(host)) return context.text('The sandbox answers only on localhost or 127.0.0.1.', 403);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase())
      return context.text('The sandbox takes requests only from its own page.', 403);
    return next();
  };
}
