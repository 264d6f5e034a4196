import { Hono } from 'hono';
import { type Env, readBasic, refuse } from './answering.ts';
import { callRoutes } from './calls/routes.ts';
import { faulty } from './faults.ts';
import { lookupRoutes } from './lookup/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import type { Clock, TwilioWorld } from './model.ts';
import { pricingRoutes } from './pricing/routes.ts';
import { refusals } from './refusals.ts';
import { registrationRoutes } from './registration/routes.ts';
import { accountJson, apiPath, numberJson, pageJson, shortCodeJson } from './resources.ts';
import { oneAtATime } from './verify/one-at-a-time.ts';
import { verifyRoutes } from './verify/routes.ts';
import { createTwilioWorld } from './world.ts';

export type { Call, CallStatus } from './calls/model.ts';
export type { LineType } from './lookup/model.ts';
export type { Sms, SmsStatus, TwilioFaults, TwilioWorld } from './model.ts';
export type { Attempt, ServiceSettings, Verification, VerifyService } from './verify/model.ts';

export { defaultWhatsappSender } from './world.ts';

/** The sender numbers a new sandbox account owns. */
export const defaultNumbers = ['+14155550100', '+15005550006'];

/**
 * Twilio's APIs as far as a sender of codes needs them: Messages, Calls, Verify, Lookup, Pricing, and what the account owns. Everything else answers 501 and says
 * what it was asked for. All of Twilio's hosts answer at one address: no two of them share a path.
 *
 * `routes` may be mounted below any path; `world` is what lies behind them.
 */
export function createTwilio(options: { clock: Clock; numbers?: readonly string[] }): {
  routes: Hono<Env>;
  world: TwilioWorld;
} {
  const world = createTwilioWorld({ clock: options.clock, numbers: options.numbers ?? defaultNumbers });
  const routes = new Hono<Env>();
  const account = '/2010-04-01/Accounts/:sid';

  // Before what makes answers late, which is what lets a second request come in between.
  routes.use('/v2/Services/:sid/Verifications', oneAtATime());
  routes.use(faulty(world));
  routes.use(async (c, next) => {
    const pathSid = c.req.path.match(/\/Accounts\/([^/.]+)/)?.[1];
    if (isLetIn(world, c.req.header('Authorization'), pathSid)) return next();
    c.header('WWW-Authenticate', 'Basic realm="Twilio API"');
    return refuse(c, refusals.credentials());
  });

  for (const product of [messageRoutes, registrationRoutes, callRoutes, verifyRoutes, lookupRoutes, pricingRoutes])
    product({ routes, world, clock: options.clock });

  routes.get(`${account}/IncomingPhoneNumbers.json`, (c) => {
    const wanted = c.req.query('PhoneNumber');
    const found = (world.faults.noSender ? [] : [...world.numbers]).filter((number) => !wanted || number === wanted);
    const rows = found.map((number) => numberJson(c.req.param('sid'), number));
    return c.json(pageJson('incoming_phone_numbers', rows, new URL(c.req.url)));
  });

  routes.get(`${account}/SMS/ShortCodes.json`, (c) => {
    const wanted = c.req.query('ShortCode');
    const found = (world.faults.noSender ? [] : [...world.shortCodes]).filter((code) => !wanted || code === wanted);
    const rows = found.map((code) => shortCodeJson(c.req.param('sid'), code));
    return c.json(pageJson('short_codes', rows, new URL(c.req.url)));
  });

  routes.get('/2010-04-01/Accounts/:file{AC[0-9a-fA-F]+\\.json}', (c) => {
    // A standard API key may do everything but read accounts and keys.
    if (readBasic(c.req.header('Authorization')).username.startsWith('SK')) return refuse(c, refusals.credentials());
    return c.json(accountJson(c.req.param('file').replace('.json', ''), world.faults.trial ? 'Trial' : 'Full'));
  });

  routes.all('*', (c) => refuse(c, refusals.notImplemented(`${c.req.method} ${apiPath(new URL(c.req.url))}`)));
  return { routes, world };
}

/** Basic authentication: an account and its token, or an API key and its secret; an account may only read itself. */
function isLetIn(world: TwilioWorld, header: string | undefined, pathSid: string | undefined): boolean {
  const { username, password } = readBasic(header);
  if (!/^(AC|SK)[0-9a-fA-F]{32}$/.test(username) || password === '') return false;
  if (pathSid !== undefined && !/^AC[0-9a-fA-F]{32}$/.test(pathSid)) return false;
  if (pathSid !== undefined && username.startsWith('AC') && username !== pathSid) return false;
  const only = world.credentials;
  return only === undefined || (only.username === username && only.password === password);
}
