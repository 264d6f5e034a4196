import { createHash } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { SandboxClock } from '../clock.ts';
import type { Traffic } from '../traffic.ts';
import { MessageFlag } from '../world/bits.ts';
import type { Fault } from '../world/faults.ts';
import type { World } from '../world/world.ts';
import type { Env } from './kit.ts';
import { checkAnswer, checkRequest } from './limits/index.ts';
import { refusal, refusals } from './refusals.ts';
import { readBody } from './request-body.ts';

export interface PipelineDeps {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly traffic: Traffic;
}

/** What happens to every request around its route: recorded, perhaps faulted, authorised, checked. */
export function createPipeline(deps: PipelineDeps): Hono<Env> {
  const { world } = deps;
  const routes = new Hono<Env>();
  routes.onError(answerError);
  routes.use(recorded(deps));
  routes.use(async (context, next) => {
    const path = pathOf(context);
    if (!context.req.path.includes('/v10/')) throw refusals.wrongVersion();
    const fault = world.faults.take(context.req.method, path);
    if (fault) return faultAnswer(fault);
    if (needsToken(path) && context.req.header('authorization') !== `Bot ${world.application.token}`) {
      throw refusals.unauthorized();
    }
    return next();
  });
  routes.use(async (context, next) => {
    const { body, attachments } = await readBody(context.req.raw, world.newId);
    context.set('body', body);
    context.set('attachments', attachments);
    const path = pathOf(context);
    const refused = checkRequest(context.req.method, path, body, { isV2: editsV2(world, path) });
    if (refused) throw refusal(400, refused.code, refused.message, refused.errors);
    await next();
  });
  return routes;
}

/** `/channels/1/messages`: decoded, without mount point and version. */
function pathOf(context: Context<Env>): string {
  const path = new URL(context.req.url).pathname.replace(/^.*?\/v\d+(?=\/)/, '');
  return decodeOr(path);
}

/** Interaction callbacks and webhooks carry their token in the address; where the gateway is, is no secret. */
function needsToken(path: string): boolean {
  return !/^\/(interactions\/[^/]+\/[^/]+\/callback|webhooks\/[^/]+\/[^/]+(\/.*)?|gateway)$/.test(path);
}

/** Whether the message in the path already has Components V2: an edit need not say so again. */
function editsV2({ messages, interactions }: World, path: string): boolean {
  const [, area, , token = '', , id = ''] = path.split('/');
  const original = area === 'webhooks' && id === '@original' ? interactions.byToken(token)?.originalId : undefined;
  const message = messages.get(original ?? path.split('/').at(-1) ?? '');
  return ((message?.flags ?? 0) & MessageFlag.ComponentsV2) !== 0;
}

function recorded({ clock, traffic }: PipelineDeps): MiddlewareHandler<Env> {
  return async (context, next) => {
    const at = clock.now();
    await next();
    rateLimitHeaders(context, clock.now());
    const { method } = context.req;
    const path = pathOf(context);
    const { status } = context.res;
    const answer = await jsonOf(context.res.clone());
    const reason = context.req.header('x-audit-log-reason');
    const refused = status === 400 || status === 501 ? [`answered ${status} ${JSON.stringify(answer)}`] : [];
    traffic.record({
      at,
      method,
      path,
      query: context.req.query(),
      reason: reason === undefined ? undefined : decodeOr(reason),
      body: context.get('body'),
      status,
      answer,
      problems: [...refused, ...checkAnswer(method, path, status, answer)],
    });
  };
}

/** Discord sends these with every answer. The sandbox never fills a bucket by itself: faults do that. */
function rateLimitHeaders(context: Context<Env>, now: number): void {
  if (context.res.headers.has('retry-after')) return;
  const headers = {
    'x-ratelimit-limit': '50',
    'x-ratelimit-remaining': '49',
    'x-ratelimit-reset': (now / 1000 + 1).toFixed(3),
    'x-ratelimit-reset-after': '1.000',
    'x-ratelimit-bucket': bucketOf(context),
  };
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
}

/** Requests of one shape share a bucket, whatever the ids in their path. */
function bucketOf(context: Context<Env>): string {
  const shape = pathOf(context)
    .split('/')
    .map((part) => (/^\d+$|[\w-]{32}/.test(part) ? ':' : part))
    .join('/');
  return createHash('sha256').update(`${context.req.method} ${shape}`).digest('hex').slice(0, 32);
}

function faultAnswer({ status, code = 0, retryAfter = 1, global = false }: Fault): Response {
  if (status !== 429) return Response.json({ message: `${status}: sandbox fault`, code }, { status });
  const headers = {
    'retry-after': String(Math.ceil(retryAfter)),
    'x-ratelimit-limit': '50',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset-after': String(retryAfter),
    'x-ratelimit-bucket': 'sandbox-fault',
    'x-ratelimit-scope': global ? 'global' : 'user',
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
  };
  return Response.json(
    { message: 'You are being rate limited.', retry_after: retryAfter, global, code: 0 },
    { status, headers },
  );
}

function answerError(error: Error): Response {
  if (error instanceof HTTPException) return error.getResponse();
  return Response.json({ message: `500: sandbox: ${error.message}`, code: 0 }, { status: 500 });
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
