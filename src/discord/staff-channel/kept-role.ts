import type { REST } from 'discord.js';
import type { Ms } from '../../clock.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import type { GrantObstacle } from '../../gate/roles/role-keeper.ts';
import type { Counters } from '../../limits/counters.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Texts } from '../../text/texts.ts';
import { refusalCode } from '../rest/errors.ts';
import type { Servers } from '../rest/servers.ts';
import { colours, frame } from '../ui/parts.ts';
import { post } from './post.ts';

/** How long one message about a role is enough. */
const SAID_FOR: Ms = 7 * 24 * 60 * 60_000;
const MOST_REMEMBERED = 10_000;

export interface KeptRoleParts {
  readonly rest: REST;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly servers: Pick<Servers, 'locale'>;
  readonly counters: Counters;
  readonly texts: Texts;
  readonly log: Log;
}

/** Tells the staff of a server once, over all processes, of a role to remove that Discord takes from nobody. Never throws. */
export function createKeptRoleNews({ rest, settings, servers, counters, texts, log }: KeptRoleParts) {
  /** Only so that the store is not asked for each member. */
  const said = new Set<string>();

  async function say(serverId: string, roleId: string, obstacle: GrantObstacle): Promise<void> {
    const channelId = (await settings.load(serverId))?.staffChannelId;
    if (channelId === undefined) return;
    const key = `role-kept|${serverId}:${roleId}:${obstacle}|0`;
    if ((await counters.take([{ key, limit: 1, keepFor: SAID_FOR }])).is === 'refused') return;
    const { t } = texts.for(await servers.locale(serverId));
    const words = t('staffLine.roleKept', { role: `<@&${roleId}>`, why: t(`staffLine.obstacle.${obstacle}`) });
    await post(rest, channelId, frame(colours.wait, [words]));
  }

  return (serverId: string, roleId: string, obstacle: GrantObstacle): void => {
    const key = `${serverId}:${roleId}:${obstacle}`;
    if (said.has(key)) return;
    if (said.size >= MOST_REMEMBERED) said.clear();
    said.add(key);
    log.warn({ server: serverId, role: roleId, obstacle }, 'a role to remove cannot be taken from members');
    say(serverId, roleId, obstacle).catch((error: unknown) =>
      log.warn(
        { server: serverId, discordCode: refusalCode(error), cause: traceOf(error) },
        'the staff could not be told of a role',
      ),
    );
  };
}
