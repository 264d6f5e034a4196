import { ComponentType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../sandbox/world/types.ts';
import { standsIn } from '../support/forms.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

let play: Play;
let mira: Person;
let ada: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  ada = play.person('ada');
});
afterEach(() => play.stop());

const channel = () => ({ channelId: play.sandbox.seeded.channels.verify });
const form = (custom_id: string, ...fields: Json[]): Json => ({
  custom_id,
  components: fields.map((component) => ({ type: ComponentType.Label, component })),
});
const input = (custom_id: string, value: unknown): Json => ({ type: ComponentType.TextInput, custom_id, value });
const toRoles = () =>
  play.sandbox.traffic.exchanges.filter(({ method, path }) => method !== 'GET' && path.includes('/roles'));

describe('a form that was open while the bot was replaced, or that somebody forged', () => {
  it.each<[what: string, data: Json]>([
    ['lacks its field', form('v1:code:submit')],
    ['has another one', form('v1:code:submit', input('token', '1234'))],
    [
      'has a field of another kind',
      form('v1:code:submit', { type: ComponentType.Checkbox, custom_id: 'code', value: true }),
    ],
    ['is filled in with no text', form('v1:request:open', input('words', null))],
  ])('and %s is to be opened again, which is no error', async (_what, data) => {
    await mira.begin();
    await mira.send();
    await mira.actor.forge('modal', data, channel());
    await mira.untilSees('Open it again');
    await mira.slash('verify');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it.each([
    ['a form', 'v1:member:look:1', 'modal'],
    ['a button', 'v1:setup:newlimits', 'component'],
    ['a button', 'v1:setup:role', 'component'],
    ['a form', 'v1:privacy:confirm', 'modal'],
    ['a form', 'v1:request:continue', 'modal'],
  ] as const)(
    'is %s where the route %s leads to something else, and is answered with the way in',
    async (_a, id, kind) => {
      const data = kind === 'modal' ? form(id) : { custom_id: id, component_type: ComponentType.Button };
      const where = kind === 'modal' ? channel() : { messageId: ada.notice()?.id ?? '' };
      await ada.actor.forge(kind, data, where);
      await ada.untilSees('out of date');
    },
  );

  it('blocks for no length of time that is not offered', async () => {
    await mira.verify();
    const duration = { type: ComponentType.StringSelect, custom_id: 'duration', values: ['year1'] };
    await ada.actor.forge('modal', form(`v1:member:block:${mira.id}`, input('reason', 'Spam'), duration), channel());
    await ada.untilSees('Open it again');
    expect(mira.hasRole()).toBe(true);
  });
});

it('a request that is longer than its form allows still fits into the staff’s message', async () => {
  await openStaffChannel(play);
  await mira.actor.forge('modal', form('v1:request:open', input('words', `a${'😀'.repeat(1999)}`)), channel());
  await untilStaffSee(play, 'asks for help');
});

it('a form without consent and with a field without a text is refused like any other', async () => {
  const consent = { type: ComponentType.Checkbox, custom_id: 'consent', value: false };
  const typed = form(
    'v1:number:enter',
    input('country', '+1'),
    input('number', mira.phone),
    input('reason', null),
    consent,
  );
  await mira.actor.forge('modal', typed, channel());
  await mira.untilSees('without your consent');
});

it.each<[string, Json | undefined]>([
  ['nothing ticked', { type: ComponentType.CheckboxGroup, custom_id: 'consent', values: [] }],
  ['another tick', { type: ComponentType.CheckboxGroup, custom_id: 'consent', values: ['other'] }],
  ['ticks that are none', { type: ComponentType.CheckboxGroup, custom_id: 'consent', values: null }],
  ['the tick of earlier words', { type: ComponentType.Checkbox, custom_id: 'consent', value: true }],
  ['no tick at all', undefined],
])('a number form with %s is no consent, and nothing is kept but what was typed', async (_, consent) => {
  const fields = [input('country', '+1'), input('number', mira.phone), ...(consent ? [consent] : [])];
  await mira.actor.forge('modal', form('v1:number:enter', ...fields), channel());
  await mira.untilSees('without your consent');
  expect(standsIn(await mira.openForm('Enter a number'))).toMatchObject({ number: mira.phone });
  expect(play.sandbox.twilio.requests).toBe(0);
  await mira.slash('privacy');
  await mira.untilSees('Nothing is stored about you');
});

it('a form without consent and with a select that holds nothing is refused like any other', async () => {
  const select = { type: ComponentType.StringSelect, custom_id: 'number' };
  const consent = { type: ComponentType.Checkbox, custom_id: 'consent', value: false };
  await mira.actor.forge('modal', form('v1:number:enter', select, consent), channel());
  await mira.untilSees('without your consent');
});

it.each([
  ['as much as its field takes', '1'.repeat(101), '1'.repeat(100)],
  ['no half of a character', `${'1'.repeat(99)}😀`, `${'1'.repeat(99)}\ufffd`],
])('case 55: of a text that is longer than its form allows, %s stands there again', async (_, number, shown) => {
  const consent = { type: ComponentType.CheckboxGroup, custom_id: 'consent', values: ['agreed'] };
  const typed = form('v1:number:enter', input('country', '+1'), input('number', number), consent);
  await mira.actor.forge('modal', typed, channel());
  expect(standsIn(await mira.openForm('Verify', mira.notice()))).toMatchObject({ number: shown });
});

describe('an id that names nobody', () => {
  it.each(['..', '../..', '%2e%2e', '', 'everyone', '-1'])('(%j) reaches no address of Discord', async (id) => {
    const press = { custom_id: `v1:member:takeRole:${id}`, component_type: ComponentType.Button };
    const before = toRoles().length;
    await ada.actor.forge('component', press, { messageId: ada.notice()?.id ?? '' });
    await ada.untilSees('Open it again');
    expect(toRoles()).toHaveLength(before);
  });

  it.each(['-1', '1e9', 'NaN', '0.5', '99999999999'])(
    'a page of a card that is none (%s) is the first',
    async (page) => {
      await mira.verify();
      const press = { custom_id: `v1:member:page:${mira.id}-${page}`, component_type: ComponentType.Button };
      await ada.actor.forge('component', press, { messageId: ada.notice()?.id ?? '' });
      await ada.untilSees('(page 1)');
    },
  );
});

it.each(['constructor', '__proto__', 'toString'])(
  'a command named %s is out of date like any that is not ours',
  async (name) => {
    await mira.actor.forge('command', { id: '1', type: 1, name, options: [] }, channel());
    await mira.untilSees('out of date');
  },
);

it.each<[name: string, component_type: number]>([
  ['channel', ComponentType.ChannelSelect],
  ['staffchannel', ComponentType.StringSelect],
  ['role', ComponentType.RoleSelect],
  ['staffrole', ComponentType.StringSelect],
])(
  "a %s that Discord did not find on the server is not taken: it may be somebody else's",
  async (name, component_type) => {
    const { guildId } = play.sandbox.seeded;
    const before = await play.stored(({ settings }) => settings.load(guildId));
    const choice = { custom_id: `v1:setup:${name}`, component_type, values: ['1533081865420899999', '../..'] };
    await ada.actor.forge('component', choice, { messageId: ada.panel()?.id ?? '' });
    await play.stopApps();
    expect(await play.stored(({ settings }) => settings.load(guildId))).toEqual(before);
  },
);

describe('case 20: a number that was entered before the rules changed costs no SMS', () => {
  it('of a country that the server has left out since, or a line that it refuses since', async () => {
    await mira.begin();
    await play.settings({ countries: { is: 'except', countries: ['US'] } });
    await mira.press('Send OTP');
    await mira.untilSees("doesn't take numbers from that country");
    await play.settings({ countries: { is: 'all' } });
    await mira.enter(await mira.openForm('Change number'), '+44 56 0012 3456');
    await play.settings({ lines: { otherVoip: 'refuse' } });
    await mira.press('Send OTP');
    await mira.untilSees('VoIP');
    expect(play.sandbox.twilio.requests).toBe(0);
  });
});

it('half a character is never sent back: a long part of a list is cut between characters', async () => {
  const rule = { type: ComponentType.RadioGroup, custom_id: 'rule', value: 'only' };
  const unknown = `a${'😀'.repeat(60)}`;
  const fields = [rule, input('countries', `${unknown}, \ud800`), input('default', '')];
  await ada.actor.forge('modal', form('v1:setup:newcountries', ...fields), { messageId: ada.panel()?.id ?? '' });
  await ada.untilSees('😀');
  const sent = play.sandbox.traffic.exchanges.map(({ body }) => JSON.stringify(body ?? null));
  expect(sent.filter((body) => /\\ud[89a-f]/.test(body))).toEqual([]);
});
