import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { faulty } from './faults.ts';
import type { Clock, TwilioWorld } from './model.ts';
import { type Refusal, refusalJson, refusals } from './refusals.ts';
import { accountJson, apiPath, messageJson, numberJson, pageJson } from './resources.ts';
import { isRefusal, ownsService, validateMessage } from './validate.ts';
import { createTwilioWorld } from './world.ts';

export type { Sms, SmsStatus, TwilioFaults, TwilioWorld } from './model.ts';

type Env = { Bindings: HttpBindings };

/** The sender numbers a new sandbox account owns. */
export const defaultNumbers = ['+14155550100', '+15005550006'];

/**
 * Twilio's Messages API as far as a sender of SMS needs it: create, fetch and list messages, and read the account, its numbers and
 * its Messaging Services. Everything else answers 501 and says what it was asked for.
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

  routes.use(faulty(world));
  routes.use(async (c, next) => {
    const pathSid = c.req.path.match(/\/Accounts\/([^/.]+)/)?.[1];
    if (isLetIn(world, c.req.header('Authorization'), pathSid)) return next();
    c.header('WWW-Authenticate', 'Basic realm="Twilio API"');
    return refuse(c, refusals.credentials());
  });

  routes.post(`${account}/Messages.json`, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const draft = validateMessage(world, c.req.param('sid'), form);
    if (isRefusal(draft)) return refuse(c, draft);
    return c.json(messageJson(world.accept(draft)), 201);
  });

  routes.get(`${account}/Messages.json`, (c) => {
    const { To, From, PageSize, Page, PageToken, ...others } = c.req.query();
    const [other] = Object.keys(others);
    if (other !== undefined) return refuse(c, refusals.notImplemented(`the filter ${other} of messages`));
    const own = world.messages.filter((sms) => sms.accountSid === c.req.param('sid'));
    const found = own.filter((sms) => (!To || sms.to === To) && (!From || sms.from === From));
    return c.json(pageJson('messages', found.reverse().map(messageJson), new URL(c.req.url)));
  });

  routes.get(`${account}/Messages/:file{SM[0-9a-f]+\\.json}`, (c) => {
    const sms = world.message(c.req.param('file').replace('.json', ''));
    return sms?.accountSid === c.req.param('sid')
      ? c.json(messageJson(sms))
      : refuse(c, refusals.notFound(apiPath(new URL(c.req.url))));
  });

  routes.get(`${account}/IncomingPhoneNumbers.json`, (c) => {
    const wanted = c.req.query('PhoneNumber');
    const found = (world.faults.noSender ? [] : [...world.numbers]).filter((number) => !wanted || number === wanted);
    const rows = found.map((number) => numberJson(c.req.param('sid'), number));
    return c.json(pageJson('incoming_phone_numbers', rows, new URL(c.req.url)));
  });

  routes.get('/2010-04-01/Accounts/:file{AC[0-9a-fA-F]+\\.json}', (c) => {
    // A standard API key may do everything but read accounts and keys.
    if (readBasic(c.req.header('Authorization')).username.startsWith('SK')) return refuse(c, refusals.credentials());
    return c.json(accountJson(c.req.param('file').replace('.json', ''), world.faults.trial ? 'Trial' : 'Full'));
  });

  routes.get('/v1/Services/:sid', (c) => {
    const sid = c.req.param('sid');
    return ownsService(world, sid) ? c.json({ sid }) : refuse(c, refusals.notFound(apiPath(new URL(c.req.url))));
  });

  routes.all('*', (c) => refuse(c, refusals.notImplemented(`${c.req.method} ${apiPath(new URL(c.req.url))}`)));
  return { routes, world };
}

function refuse(c: Context, refusal: Refusal) {
  return c.json(refusalJson(refusal), refusal.status);
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

function readBasic(header = '') {
  const encoded = header.match(/^Basic (.+)$/)?.[1] ?? '';
  const [username = '', password = ''] = Buffer.from(encoded, 'base64').toString().split(/:(.*)/s);
  return { username, password };
}
