import { type Route, route } from '../interactions/ids.ts';

/** The parts of the screen that are shown one at a time. */
export const pages = [
  'basics',
  'rules',
  'times',
  'roles',
  'staff',
  'channels',
  'newcomers',
  'exempt',
  'door',
  'members',
  'welcome',
  'language',
  'history',
] as const;
export type Page = (typeof pages)[number];

/** The page that a custom id carries; the first for anything else. */
export function pageOf(arg: string | undefined): Page {
  return pages.find((page) => page === arg) ?? 'basics';
}

/** These carry the page that they are pressed on as their argument. */
export const buttons = {
  check: route('setup', 'check'),
  dryRun: route('setup', 'dryrun'),
  test: route('setup', 'test'),
  post: route('setup', 'post'),
  text: route('setup', 'text'),
  smsName: route('setup', 'smsname'),
  countries: route('setup', 'countries'),
  lines: route('setup', 'lines'),
  limits: route('setup', 'limits'),
  move: route('setup', 'move'),
  stopMove: route('setup', 'stopmove'),
} as const;

export const selects = {
  /** Leads to a page. */
  page: route('setup', 'page'),
  role: route('setup', 'role'),
  removedRoles: route('setup', 'removed'),
  channel: route('setup', 'channel'),
  accounts: route('setup', 'accounts'),
  conflict: route('setup', 'conflict'),
  sending: route('setup', 'sending'),
  staffChannel: route('setup', 'staffchannel'),
  staffRole: route('setup', 'staffrole'),
  ping: route('setup', 'ping'),
} as const;

export const modals = {
  text: route('setup', 'newtext'),
  smsName: route('setup', 'newsmsname'),
  countries: route('setup', 'newcountries'),
  lines: route('setup', 'newlines'),
  limits: route('setup', 'newlimits'),
  test: route('setup', 'sendtest'),
} as const;

export const setupRoutes: readonly Route[] = [buttons, selects, modals].flatMap((kind) => Object.values(kind));

/** Ids of the fields inside the modals. */
export const fields = {
  text: 'text',
  smsName: 'smsname',
  rule: 'rule',
  countries: 'countries',
  defaultCountry: 'default',
  minimumAge: 'age',
  dailyCap: 'cap',
  testCountry: 'country',
  testNumber: 'number',
  testChannel: 'channel',
} as const;
