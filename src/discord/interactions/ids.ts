import { createHash } from 'node:crypto';

/**
 * Custom ids: `v1:<area>:<action>[:<arg>]`, and for a form that is filled in `:<mark>` behind them. State lives in the store, so an id names an action and nothing more; no number
 * and no code ever goes into one, and a forged id can do no more than a button.
 */
const VERSION = 'v1';

export interface Route {
  readonly name: string;
  /** The custom id that leads here. Discord allows 100 characters. */
  id(arg?: string): string;
}

/** A route, named once: its `id` builds the custom id and its `name` is what `parseId` finds in it. */
export function route(area: string, action: string): Route {
  const name = `${area}:${action}`;
  return { name, id: (arg) => [VERSION, name, ...(arg === undefined ? [] : [arg])].join(':') };
}

export const buttons = {
  verify: route('notice', 'verify'),
  enter: route('panel', 'enter'),
  send: route('panel', 'send'),
  resend: route('panel', 'resend'),
  call: route('panel', 'call'),
  whatsapp: route('panel', 'whatsapp'),
  submit: route('panel', 'submit'),
  change: route('panel', 'change'),
  choose: route('panel', 'choose'),
  regenerate: route('same', 'regenerate'),
  keep: route('same', 'keep'),
} as const;

export const modals = {
  number: route('number', 'enter'),
  code: route('code', 'submit'),
} as const;

/** The one option of the consent's checkbox group. */
export const AGREED = 'agreed';

/** Ids of the fields inside the modals. */
export const fields = { country: 'country', number: 'number', consent: 'consent', code: 'code' } as const;

/** The route's name and argument of a custom id; undefined for one that this version did not make. */
export function parseId(customId: string): { readonly name: string; readonly arg?: string } | undefined {
  const [version, area, action, arg] = customId.split(':', 4);
  if (version !== VERSION || !area || !action) return undefined;
  return { name: `${area}:${action}`, ...(arg ? { arg } : {}) };
}

/** A custom id with a mark behind it, which leads to the same route with the same argument. */
export function marked(customId: string, mark: string): string {
  return parseId(customId)?.arg === undefined ? `${customId}::${mark}` : `${customId}:${mark}`;
}

/**
 * Stands in the id of a form for a setting that it is filled in with, to know when it is sent whether that has changed since. Not for
 * what is nobody's business: it could be guessed back.
 */
export function markOf(prefilled: string): string {
  return createHash('sha256').update(prefilled.trim()).digest('hex').slice(0, 8);
}
