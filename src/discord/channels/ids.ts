import { type Route, route } from '../interactions/ids.ts';

/** Of the page of channels. What writes carries a mark of the plan that was shown. */
export const buttons = {
  /** Leads to the page. */
  open: route('channels', 'open'),
  lock: route('channels', 'lock'),
  unlock: route('channels', 'unlock'),
  stop: route('channels', 'stop'),
  goOn: route('channels', 'goon'),
} as const;

export const selects = {
  openChannels: route('channels', 'openchannels'),
  /** The notice's channel, chosen on this page. */
  notice: route('channels', 'notice'),
} as const;

export const channelsRoutes: readonly Route[] = [...Object.values(buttons), ...Object.values(selects)];
