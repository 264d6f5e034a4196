import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Clock, TwilioWorld } from './model.ts';
import { type Refusal, refusalJson, refusals } from './refusals.ts';
import { apiPath } from './resources.ts';

export type Env = { Bindings: HttpBindings };

/** What each of Twilio's products answers from. */
export interface Desk {
  readonly routes: Hono<Env>;
  readonly world: TwilioWorld;
  readonly clock: Clock;
}

export function refuse(c: Context, refusal: Refusal) {
  return c.json(refusalJson(refusal), refusal.status);
}

export function notFound(c: Context) {
  return refuse(c, refusals.notFound(apiPath(new URL(c.req.url))));
}

/** Tells a refusal from what was asked for. */
export function isRefusal(answer: object): answer is Refusal {
  return 'code' in answer && 'status' in answer && 'message' in answer;
}

/** The form of a request. */
export async function formOf(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

/** The first field that is none of those known. */
export function unknownField(form: URLSearchParams, known: ReadonlySet<string>): string | undefined {
  return [...form.keys()].find((field) => !known.has(field));
}

/** Which account asks. What an API key may do is not told apart by account: its sandbox has one. */
export function accountOf(c: Context): string {
  const { username } = readBasic(c.req.header('Authorization'));
  return username.startsWith('AC') ? username : `AC${'0'.repeat(32)}`;
}

export function readBasic(header = '') {
  const encoded = header.match(/^Basic (.+)$/)?.[1] ?? '';
  const [username = '', password = ''] = Buffer.from(encoded, 'base64').toString().split(/:(.*)/s);
  return { username, password };
}
