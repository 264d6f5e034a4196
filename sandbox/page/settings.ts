import type { BotPermission, RoleMove, Settings } from '../control/view.ts';
import { css, icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import { languageChoice } from './languages.ts';
import type { Page } from './page.ts';
import { toggle } from './toggle.ts';

const PERMISSIONS: Readonly<Record<BotPermission, readonly [label: string, hint: string]>> = {
  ManageRoles: ['Manage Roles', 'Gives and takes roles below its own'],
  SendMessages: ['Send Messages', 'Even where @everyone cannot'],
  KickMembers: ['Kick Members', 'Removes members below it'],
  ViewAuditLog: ['View Audit Log', 'Learns of bans'],
  BanMembers: ['Ban Members', 'Learns of bans, and can ban'],
  ManageGuild: ['Manage Server', 'Reads invites; never required'],
};

/** The server's roles from the top, what the bot's own role allows, and the channels. */
export function settings(page: Page, { roles, bot, channels, language }: Settings): VNode {
  return h(
    'div',
    {
      class: 'scroll page',
      id: 'messages',
      key: 'settings',
      tabindex: 0,
      role: 'region',
      'aria-label': 'Server settings',
    },
    h('h3', { id: 'roles-title' }, 'Roles, from the top'),
    h(
      'ol',
      { class: 'roles', 'aria-labelledby': 'roles-title' },
      roles.map((role) => row(role, page)),
    ),
    h('h3', { id: 'bot-title' }, 'What the bot may do'),
    bot.length === 0 && h('p', { class: 'subtext' }, 'The bot is not in the server, or ranks above you.'),
    h(
      'div',
      { class: 'switches', role: 'group', 'aria-labelledby': 'bot-title' },
      bot.map(({ permission, on }) => {
        const [label, hint] = PERMISSIONS[permission];
        const flip = () => page.act({ is: 'botPermission', viewerId: page.view.viewerId, permission, on: !on });
        return toggle(label, hint, on, flip);
      }),
    ),
    language !== null && [
      h('h3', {}, 'Community'),
      languageChoice(page, {
        key: 'server-language',
        label: 'Primary language',
        hint: `What ${page.view.server.name} speaks, as the bot hears it`,
        chosen: language,
        choose: (locale) => page.act({ is: 'serverLanguage', viewerId: page.view.viewerId, locale }),
      }),
    ],
    h('h3', { id: 'channels-title' }, 'Channels'),
    h(
      'ul',
      { class: 'roles', 'aria-labelledby': 'channels-title' },
      channels.map((channel) => channelRow(channel, page)),
    ),
  );
}

const MOVES: readonly (readonly [move: RoleMove, icon: string, label: (name: string) => string])[] = [
  ['up', 'up', (name) => `Move ${name} up`],
  ['down', 'down', (name) => `Move ${name} down`],
  ['delete', 'bin', (name) => `Delete ${name}`],
];

function row(role: Settings['roles'][number], page: Page): VNode {
  const act = (move: RoleMove) => () => {
    if (role.can.includes(move)) page.act({ is: 'role', viewerId: page.view.viewerId, roleId: role.id, move });
  };
  return h(
    'li',
    { key: role.id },
    h('span', { class: 'mention role', vars: role.color ? { '--tint': css(role.color) } : {} }, role.name),
    role.managed && h('small', {}, "the bot's own"),
    h(
      'span',
      { class: 'role-moves' },
      MOVES.map(([move, mark, label]) =>
        h(
          'button',
          {
            type: 'button',
            class: 'plain icon-only',
            'aria-label': label(role.name),
            'aria-disabled': role.can.includes(move) ? undefined : 'true',
            on: { click: act(move) },
          },
          icon(mark),
        ),
      ),
    ),
  );
}

function channelRow({ id, name, canDelete }: Settings['channels'][number], page: Page): VNode {
  const remove = () => {
    if (canDelete) page.act({ is: 'deleteChannel', viewerId: page.view.viewerId, channelId: id });
  };
  return h(
    'li',
    { key: id },
    icon('hash'),
    name,
    h(
      'span',
      { class: 'role-moves' },
      h(
        'button',
        {
          type: 'button',
          class: 'plain icon-only',
          'aria-label': `Delete #${name}`,
          'aria-disabled': canDelete ? undefined : 'true',
          on: { click: remove },
        },
        icon('bin'),
      ),
    ),
  );
}
