import { once } from 'node:events';
import type { Context } from 'hono';
import type { Env } from './kit.ts';

/** Turns of the event loop, and real milliseconds, in which a bot on this machine reads an answer. */
const TURNS = 5;
const MOMENT = 2;

/** Resolves when this request's answer has left, and the bot has had a moment to read it. */
export async function sentAnswer({ env: { outgoing } }: Context<Env>): Promise<void> {
  await Promise.race([once(outgoing, 'finish'), once(outgoing, 'close')]);
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, MOMENT));
}
