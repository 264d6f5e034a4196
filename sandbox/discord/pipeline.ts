import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { SandboxClock } from '../clock.ts';
import type { Traffic } from '../traffic.ts';
import { MessageFlag } from '../world/bits.ts';
import type { World } from '../world/world.ts';
import { createGate } from './gate/gate.ts';
import type { Env } from './kit.ts';
import { checkAnswer, checkRequest } from './limits/index.ts';
import { barredAnswer, faultAnswer, limitedAnswer } from './rates/answers.ts';
import type { RateLimiter } from './rates/limiter.ts';
import { refusal, refusals } from './refusals.ts';
import { readBody } from './request-body.ts';

export interface PipelineDeps {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly traffic: Traffic;
  readonly limiter: RateLimiter;
  /** The sandbox's routes, as `GET /channels/:/messages`. */
  readonly implemented: () => ReadonlySet<string>;
}

/** What happens to every request around its route: recorded, perhaps faulted, authorised, limited, checked. */
export function createPipeline(deps: PipelineDeps): Hono<Env> {
  const { world, limiter } = deps;
  const gate = createGate(deps.implemented);
  const routes = new Hono<Env>();
  routes.onError(answerError);
  routes.use(recorded(deps));
  routes.use(async (context, next) => {
    const { method } = context.req;
    const path = pathOf(context);
    if (!VERSIONS.has(versionOf(context))) throw refusals.wrongVersion();
    const fault = world.faults.take(method, path);
    if (fault) return faultAnswer(fault, limiter.filled(method, path, fault.retryAfter ?? 1));
    const verdict = limiter.meet(method, path, !needsToken(path));
    if (verdict.is === 'barred') return barredAnswer(verdict.retryAfter);
    if (verdict.is === 'limited') return limitedAnswer(verdict);
    context.set('rateLimitHeaders', verdict.headers);
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
    const turned = gate({ method: context.req.method, path, query: context.req.query(), body });
    context.set('isMissing', turned?.isGap ?? false);
    if (turned) throw turned.refusal;
    const refused = checkRequest(context.req.method, path, body, { isV2: editsV2(world, path) });
    if (refused) throw refusal(400, refused.code, refused.message, refused.errors);
    await next();
  });
  return routes;
}

const MOUNTED_AT = /^\/discord\/api(?:\/v(\d+))?(?=\/|$)/;

/** What Discord still answers. An address without a version means its oldest; here, all are answered as version 10 is. */
const VERSIONS: ReadonlySet<string> = new Set(['6', '7', '8', '9', '10']);
const versionOf = (context: Context<Env>): string => MOUNTED_AT.exec(new URL(context.req.url).pathname)?.[1] ?? '6';

/** `/discord/api/v9/users/@me` as the routes name it: without the version. */
export const unversioned = (pathname: string): string => pathname.replace(MOUNTED_AT, '/discord/api');

/** `/channels/1/messages`: decoded, without mount point and version. */
export const pathOf = (context: Context<Env>): string =>
  decodeOr(new URL(context.req.url).pathname.replace(MOUNTED_AT, ''));

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

function recorded({ clock, traffic, limiter }: PipelineDeps): MiddlewareHandler<Env> {
  return async (context, next) => {
    const at = clock.now();
    await next();
    context.res.headers.set('date', new Date(clock.now()).toUTCString());
    for (const [name, value] of Object.entries(context.get('rateLimitHeaders') ?? {})) {
      context.res.headers.set(name, value);
    }
    const { method } = context.req;
    const path = pathOf(context);
    const { status } = context.res;
    limiter.answered(status, context.res.headers.get('x-ratelimit-scope'));
    const answer = await jsonOf(context.res.clone());
    const reason = context.req.header('x-audit-log-reason');
    const refused = status === 400 || context.get('isMissing') ? [`answered ${status} ${JSON.stringify(answer)}`] : [];
    traffic.record({
      at,
      method,
      path,
      query: context.req.query(),
      reason: reason === undefined ? undefined : decodeOr(reason),
      body: context.get('body'),
      status,
      answer,
      problems: isJson(context.res) ? [...refused, ...checkAnswer(method, path, status, answer)] : [],
    });
  };
}

function answerError(error: Error): Response {
  if (error instanceof HTTPException) return error.getResponse();
  return Response.json({ message: `500: sandbox: ${error.message}`, code: 0 }, { status: 500 });
}

/** All but the page of a proxy in front of Discord that bars the way. */
const isJson = ({ headers }: Response): boolean => !headers.get('content-type')?.startsWith('text/html');

async function jsonOf(response: Response): Promise<unknown> {
  if (!isJson(response)) return undefined;
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
