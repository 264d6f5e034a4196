import type { REST } from 'discord.js';
import type { Ms } from '../../clock.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import type { GrantObstacle } from '../../gate/roles/role-keeper.ts';
import type { Counters } from '../../limits/counters.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Text } from '../../text/texts.ts';
import type { Languages } from '../language/languages.ts';
import { refusalCode } from '../rest/errors.ts';
import { colours, frame, type View } from '../ui/parts.ts';
import { powerList } from '../ui/powers.ts';
import { post } from './post.ts';

const DAY: Ms = 24 * 60 * 60_000;
const MOST_REMEMBERED = 10_000;

export interface RoleNewsParts {
  readonly rest: REST;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly counters: Counters;
  readonly languages: Languages;
  readonly log: Log;
}

/** What there is to say of a role; `About` is what may change of it, so that it is said again. */
interface RoleNews<About extends bigint | string> {
  /** Names it among all counters. */
  readonly name: string;
  /** How long one message of it is enough. */
  readonly enoughFor: Ms;
  readonly logged: string;
  /** What the log has of it besides the role. */
  readonly fields?: (about: About) => Readonly<Record<string, string>>;
  readonly view: (role: string, about: About, text: Text) => View;
}

/** Tells the staff of a server once, over all processes, that a role may more than it was chosen for. Never throws. */
export function createRoleAlarm(parts: RoleNewsParts) {
  return createRoleNews<bigint>(parts, {
    name: 'role-alarm',
    enoughFor: 30 * DAY,
    logged: 'a role may more than it was chosen for, and is given to nobody',
    view: (role, powers, text) =>
      frame(colours.bad, [text.t('staffLine.roleWithheld', { role, powers: powerList(powers, text) })]),
  });
}

/** Tells the staff of a server once, over all processes, of a role to remove that Discord takes from nobody. Never throws. */
export function createKeptRoleNews(parts: RoleNewsParts) {
  return createRoleNews<GrantObstacle>(parts, {
    name: 'role-kept',
    enoughFor: 7 * DAY,
    logged: 'a role to remove cannot be taken from members',
    fields: (obstacle) => ({ obstacle }),
    view: (role, obstacle, { t }) =>
      frame(colours.wait, [t('staffLine.roleKept', { role, why: t(`staffLine.obstacle.${obstacle}`) })]),
  });
}

/** Tells the staff of a server once, over all processes, of a role that members are to get and that is deleted. Never throws. */
export function createMissingRoleNews(parts: RoleNewsParts) {
  const say = createRoleNews<''>(parts, {
    name: 'role-missing',
    enoughFor: 7 * DAY,
    logged: 'a role that members are to get is deleted',
    view: (role, _, { t }) => frame(colours.wait, [t('staffLine.roleMissing', { role })]),
  });
  return (serverId: string, roleId: string): void => say(serverId, roleId, '');
}

function createRoleNews<About extends bigint | string>(parts: RoleNewsParts, news: RoleNews<About>) {
  const { rest, settings, languages, counters, log } = parts;
  /** Only so that the store is not asked for each member. */
  const said = new Set<string>();

  async function say(serverId: string, roleId: string, about: About): Promise<void> {
    const channelId = (await settings.load(serverId))?.staffChannelId;
    if (channelId === undefined) return;
    const key = `${news.name}|${serverId}:${roleId}:${about}|0`;
    if ((await counters.take([{ key, limit: 1, keepFor: news.enoughFor }])).is === 'refused') return;
    const text = await languages.toAll(serverId);
    await post(rest, channelId, news.view(`<@&${roleId}>`, about, text));
  }

  return (serverId: string, roleId: string, about: About): void => {
    const key = `${serverId}:${roleId}:${about}`;
    if (said.has(key)) return;
    if (said.size >= MOST_REMEMBERED) said.clear();
    said.add(key);
    log.warn({ server: serverId, role: roleId, ...news.fields?.(about) }, news.logged);
    say(serverId, roleId, about).catch((error: unknown) =>
      log.warn(
        { server: serverId, discordCode: refusalCode(error), cause: traceOf(error) },
        'the staff could not be told of a role',
      ),
    );
  };
}
