import { ButtonStyle } from 'discord.js';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { membersPage } from '../../src/discord/bulk/page.ts';
import { doorPage } from '../../src/discord/door/page.ts';
import type { Obstacle } from '../../src/discord/preflight/obstacles.ts';
import { rolesPage } from '../../src/discord/roles/page.ts';
import { moving } from '../../src/discord/setup/views/moving.ts';
import { screenView } from '../../src/discord/setup/views/screen.ts';
import type { ScreenState } from '../../src/discord/setup/views/state.ts';
import { reminder } from '../../src/discord/setup/views/status.ts';
import { timesPage } from '../../src/discord/times/page.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
const text = texts.for('en-US');

const noRole: ScreenState = {
  serverId: '1',
  botId: '2',
  applicationId: '2',
  settings: freshSettings,
  look: { is: 'unseen', obstacle: 'discordUnavailable' },
  chooser: { memberId: '3', roleIds: [] },
  obstacles: [],
  notice: 'none',
  move: { is: 'idle', left: 0 },
  looksUpLines: false,
  ways: {},
  page: 'staff',
  news: [],
};
const noChannel = { ...noRole, settings: { ...freshSettings, roleId: '10' } };
const toPost = { ...noRole, settings: { ...freshSettings, roleId: '10', channelId: '20' } };
const posted: ScreenState = {
  ...toPost,
  notice: 'there',
  settings: { ...toPost.settings, noticeId: '30', noticeChannelId: '20' },
};
const moved = { ...posted, settings: { ...posted.settings, channelId: '21' } };
const opensNothing: Obstacle = { is: 'roleOpensNothing', where: 'role', ids: ['10'] };
const silent: Obstacle = { is: 'channelSilent', where: 'noticeChannel', ids: ['20'] };
const open: Obstacle = { is: 'staffChannelOpen', where: 'staffChannel', ids: ['40'] };

const Blue = z.looseObject({ label: z.string(), style: z.literal(ButtonStyle.Primary) });

type Content = Parameters<typeof screenView>[1];

/** Every part of the screen, from top to bottom. */
function partsOf(state: ScreenState, content: Content = []): unknown[] {
  const Nest = z.looseObject({ components: z.array(z.unknown()).default([]), accessory: z.unknown().optional() });
  const all = (parts: readonly unknown[]): unknown[] =>
    parts.flatMap((part) => {
      const { components, accessory } = Nest.parse(part);
      return [part, ...all(components), ...(accessory === undefined ? [] : [accessory])];
    });
  return all(screenView(state, content, text).components);
}

const blue = (state: ScreenState, content?: Content) =>
  partsOf(state, content).flatMap((part) => Blue.safeParse(part).data?.label ?? []);

it.each<[ScreenState, string, string | undefined]>([
  [noRole, 'press **Set it up for me…**', 'Set it up for me…'],
  [noChannel, 'press **Post notice**', 'Post notice'],
  [toPost, 'press **Post notice**', 'Post notice'],
  [{ ...posted, notice: 'gone' }, 'Press **Post notice**', 'Post notice'],
  [moved, 'Press **Move notice**', 'Move notice'],
  [{ ...posted, notice: 'unknown' }, 'press **Update notice**', 'Update notice'],
  [posted, 'The notice is in', undefined],
  // What it would post could not work, so the fix comes first.
  [{ ...toPost, obstacles: [silent] }, '### To fix', undefined],
  [{ ...toPost, obstacles: [opensNothing] }, '### To fix', 'Lock channels…'],
])('the one blue button of the screen is the one that its next step names', (state, said, label) => {
  expect(JSON.stringify(partsOf(state))).toContain(said);
  expect(blue(state)).toEqual(label === undefined ? [] : [label]);
});

it('on the page of channels it is the one of the page, where that comes first', () => {
  const channels: ScreenState = { ...toPost, page: 'channels' };
  expect(blue({ ...channels, obstacles: [opensNothing] })).toEqual([]);
  expect(blue(channels)).toEqual(['Post notice']);
});

it('a page adds no blue button of its own to it', async () => {
  const opening = { serverId: '1', id: '5', by: '3', reason: 'A raid', openedAt: 0, endsAt: 10, toldCount: 0 };
  const openings = { latest: async () => [opening], count: async () => 2 };
  for (const page of [timesPage(true), membersPage, doorPage({ openings, clock: { now: () => 1 } })]) {
    expect(blue(toPost, await page(toPost, text))).toEqual(['Post notice']);
  }
});

it('members who wait for a role that Discord refuses are moved on by the blue button', () => {
  const halted: ScreenState = { ...posted, move: { is: 'halted', moved: 1, of: 3, obstacle: 'missingPermission' } };
  expect(blue(halted, moving(halted, text))).toEqual(['Continue']);
});

it('what is to fix is named again above the buttons', () => {
  const lastWords = (state: ScreenState) =>
    partsOf(state)
      .flatMap((part) => z.looseObject({ content: z.string() }).safeParse(part).data?.content ?? [])
      .at(-1);
  expect(lastWords({ ...posted, obstacles: [silent, open, { ...open, is: 'channelSilent' }] })).toBe(
    'To fix, as explained at the top: Notice channel, Staff channel',
  );
  expect(lastWords(posted)).not.toContain('To fix');
  const chinese = texts.for('zh-CN');
  const [notice, staff] = [chinese.t('setup.where.noticeChannel'), chinese.t('setup.where.staffChannel')];
  expect(reminder({ ...posted, obstacles: [silent, open] }, chinese)).toContain(`${notice}、${staff}`);
});

it('a rule that is too long for a choice ends in …', async () => {
  const countries = ['AT', 'AU', 'BE', 'BR', 'CA', 'CH', 'CZ', 'DE', 'DK', 'ES', 'FI', 'FR'];
  const settings = { ...toPost.settings, roleRules: [{ countries, kinds: [], roleIds: ['11'] }] };
  const state: ScreenState = { ...toPost, settings };
  const Option = z.looseObject({ options: z.array(z.looseObject({ label: z.string() })) });
  const labels = partsOf(state, await rolesPage(state, text)).flatMap(
    (part) => Option.safeParse(part).data?.options.map(({ label }) => label) ?? [],
  );
  expect(labels).toContainEqual(expect.stringMatching(/^1\. Numbers from .{80,}…$/u));
});
