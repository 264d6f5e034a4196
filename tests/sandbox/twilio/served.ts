import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import Twilio from 'twilio/lib/rest/Twilio.js';
import { manualClock } from '../../../sandbox/clock.ts';
import { createTwilio } from '../../../sandbox/twilio/twilio.ts';

export const accountSid = `AC${'1'.repeat(32)}`;
export const token = 'a-plainly-fictional-auth-token';

/** The sandbox's Twilio on a port of its own and below a path, with a clock that the test moves. */
export async function serveTwilio() {
  const clock = manualClock();
  const { routes, world } = createTwilio({ clock });
  const mounted = new Hono().route('/twilio', routes);
  const server = createServer(getRequestListener(mounted.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    clock,
    world,
    url: `http://127.0.0.1:${port}/twilio`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The real client, pointed at a sandbox. */
export function realClient(url: string, username = accountSid, password = token) {
  class Redirected extends RequestClient {
    override request<T>(options: RequestClient.RequestOptions<T>) {
      const { pathname, search } = new URL(options.uri);
      return super.request<T>({ ...options, uri: `${url}${pathname}${search}` });
    }
  }
  return new Twilio(username, password, { accountSid, httpClient: new Redirected({ timeout: 2000 }) });
}
