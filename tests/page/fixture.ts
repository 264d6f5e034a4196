import type { Act } from '../../sandbox/control/acts.ts';
import type { Stage } from '../../sandbox/control/stage.ts';
import type { PageView } from '../../sandbox/control/view.ts';
import { BOT, NOTICE, PANEL, START } from './fixture-messages.ts';

const HERE = { standing: 'member', pending: false, takesDirectMessages: true, boosts: false } as const;

const COMMANDS: PageView['commands'] = [
  { name: 'verify', label: 'verify', description: 'Verify your phone number', options: [] },
  {
    name: 'setup',
    label: 'setup',
    description: 'Choose the verified role and post the notice',
    options: [
      {
        name: 'role',
        label: 'role',
        description: 'Who passes gets this role',
        type: 8,
        required: true,
        choices: [],
        autocomplete: false,
      },
      {
        name: 'channel',
        label: 'channel',
        description: 'Where the notice goes',
        type: 7,
        required: false,
        choices: [],
        autocomplete: false,
      },
      {
        name: 'days',
        label: 'days',
        description: 'How old an account must be',
        type: 4,
        required: false,
        choices: [],
        autocomplete: false,
      },
    ],
  },
  { name: 'privacy', label: 'privacy', description: 'What is stored about you', options: [] },
];

const MEMBER = {
  standing: 'member',
  pending: false,
  joinedAt: START,
  boostingSince: null,
  moves: [],
  assignable: [],
} as const;

const MEMBERS: PageView['members'] = [
  { ...BOT, ...MEMBER, roleIds: [] },
  { id: '101', name: 'Mira Vale', bot: false, ...MEMBER, roleIds: [], moves: ['leave'] },
  { id: '102', name: 'Jonas Feld', bot: false, ...MEMBER, roleIds: ['702'], boostingSince: START - 86_400_000 },
  { id: '103', name: 'Ada Quill', bot: false, ...MEMBER, roleIds: ['701'] },
];

const PHONES: PageView['phones'] = [
  {
    ownerId: '101',
    number: '+14155550123',
    label: '+1 415 555 0123',
    optedOut: false,
    texts: [
      {
        id: 'SM1',
        way: 'in',
        from: '+1 415 555 0199',
        body: '4821 is your Lantern Bay code. It works for 5 min. Never share it.',
        at: START - 4_000,
      },
    ],
    chats: [],
    call: null,
  },
  {
    ownerId: '102',
    number: '+4917139200001',
    label: '+49 171 3920 0001',
    optedOut: false,
    texts: [],
    chats: [],
    call: null,
  },
  {
    ownerId: '103',
    number: '+14155550177',
    label: '+1 415 555 0177',
    optedOut: false,
    texts: [],
    chats: [],
    call: null,
  },
];

/** A view with something of everything, seen by Mira. */
export function richView(): PageView {
  return {
    now: START,
    viewerId: '101',
    people: [
      { id: '101', name: 'Mira Vale', bot: false, locale: 'en-US', admin: false, roleIds: [], ...HERE },
      { id: '102', name: 'Jonas Feld', bot: false, locale: 'de', admin: false, roleIds: ['702'], ...HERE },
      { id: '103', name: 'Ada Quill', bot: false, locale: 'en-GB', admin: true, roleIds: [], ...HERE },
    ],
    server: { id: '500', name: 'Lantern Bay' },
    channels: [
      { id: '601', name: 'welcome', locked: false, direct: false },
      { id: '602', name: 'verify', locked: false, direct: false },
      { id: '603', name: 'lounge', locked: true, direct: false },
    ],
    channelId: '602',
    messages: [NOTICE, PANEL],
    modal: null,
    waiting: null,
    failed: null,
    problem: null,
    commands: COMMANDS,
    userCommands: [],
    choices: null,
    members: MEMBERS,
    found: { query: '', page: 0, count: 4, ids: MEMBERS.map(({ id }) => id), inServer: 4, boosters: 1 },
    settings: null,
    audit: null,
    onboarding: null,
    bot: { connected: true, canStart: true, lastWords: null },
    codesBy: 'Twilio Verify',
    roles: [
      { id: '701', name: 'Moderator', color: 0x6b7fd7 },
      { id: '702', name: 'Verified', color: 0x3fa672 },
    ],
    users: [BOT, { id: '101', name: 'Mira Vale', bot: false }, { id: '102', name: 'Jonas Feld', bot: false }],
    phones: PHONES,
    languages: ['en-US', 'de', 'el', 'ja'],
    faults: [],
    guide: {
      button: { label: 'Verify', channelId: '602' },
      memberCommand: 'verify',
      adminCommand: { name: 'setup', options: ['role', 'channel', 'days'] },
    },
  };
}

/** What an admin can change. */
export const SETTINGS: NonNullable<PageView['settings']> = {
  roles: [
    { id: '700', name: 'Lamplighter', color: 0, managed: true, can: ['down'] },
    { id: '701', name: 'Moderator', color: 0x6b7fd7, managed: false, can: ['up', 'down', 'delete'] },
    { id: '702', name: 'Verified', color: 0x3fa672, managed: false, can: ['up', 'delete'] },
  ],
  bot: [
    { permission: 'ManageRoles', on: true },
    { permission: 'KickMembers', on: false },
  ],
  channels: [
    { id: '601', name: 'welcome', canDelete: true },
    { id: '603', name: 'lounge', canDelete: false },
  ],
  language: 'de',
};

/** What an admin reads of what was done. */
export const AUDIT: NonNullable<PageView['audit']> = [
  { id: '9002', at: START - 60_000, by: 'Ada Quill', what: 'kicked Jonas Feld', reason: null },
  {
    id: '9001',
    at: START - 3_600_000,
    by: 'Lamplighter',
    what: 'gave Mira Vale the role Verified',
    reason: 'Verified a phone number, and waited for the lamp to be lit before going on to the lounge',
  },
];

/** A stage whose view a test sets, and which only remembers what was done. */
export function fixtureStage(first: PageView = richView()) {
  const watchers = new Set<() => void>();
  const acts: Act[] = [];
  let shown = first;
  const stage: Stage = {
    view: (viewerId, channelId) => ({
      ...shown,
      viewerId: viewerId || shown.viewerId,
      channelId: channelId || shown.channelId,
    }),
    act(act) {
      acts.push(act);
      return undefined;
    },
    file: () => undefined,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
  const show = (change: Partial<PageView>) => {
    shown = { ...shown, ...change };
    for (const changed of watchers) changed();
  };
  return { stage, acts, show };
}
