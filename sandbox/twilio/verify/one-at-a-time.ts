import type { MiddlewareHandler } from 'hono';
import { type Env, formOf, refuse } from '../answering.ts';
import { verifyRefusals } from './refusals.ts';

/** Refuses a verification of a number for which another request has no answer yet. */
export function oneAtATime(): MiddlewareHandler<Env> {
  const underWay = new Set<string>();
  return async (c, next) => {
    const to = (await formOf(c)).get('To') ?? '';
    if (underWay.has(to)) return refuse(c, verifyRefusals.tooManyAtOnce());
    underWay.add(to);
    try {
      await next();
    } finally {
      underWay.delete(to);
    }
    return;
  };
}
