import type { REST } from 'discord.js';
import type { Ms } from '../../clock.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import type { Counters } from '../../limits/counters.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Texts } from '../../text/texts.ts';
import { refusalCode } from '../rest/errors.ts';
import type { Servers } from '../rest/servers.ts';
import { colours, frame } from '../ui/parts.ts';
import { powerList } from '../ui/powers.ts';
import { post } from './post.ts';

/** How long one message about a role and what it may is enough. */
const SAID_FOR: Ms = 30 * 24 * 60 * 60_000;
const MOST_REMEMBERED = 10_000;

export interface RoleAlarmParts {
  readonly rest: REST;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly servers: Pick<Servers, 'locale'>;
  readonly counters: Counters;
  readonly texts: Texts;
  readonly log: Log;
}

/** Tells the staff of a server once, over all processes, that a role may more than it was chosen for. Never throws. */
export function createRoleAlarm({ rest, settings, servers, counters, texts, log }: RoleAlarmParts) {
  /** Only so that the store is not asked at every press. */
  const said = new Set<string>();

  async function say(serverId: string, roleId: string, powers: bigint): Promise<void> {
    const channelId = (await settings.load(serverId))?.staffChannelId;
    if (channelId === undefined) return;
    const key = `role-alarm|${serverId}:${roleId}:${powers}|0`;
    if ((await counters.take([{ key, limit: 1, keepFor: SAID_FOR }])).is === 'refused') return;
    const text = texts.for(await servers.locale(serverId));
    const about = { role: `<@&${roleId}>`, powers: powerList(powers, text) };
    await post(rest, channelId, frame(colours.bad, [text.t('staffLine.roleWithheld', about)]));
  }

  return (serverId: string, roleId: string, powers: bigint): void => {
    const key = `${serverId}:${roleId}:${powers}`;
    if (said.has(key)) return;
    if (said.size >= MOST_REMEMBERED) said.clear();
    said.add(key);
    log.warn({ server: serverId, role: roleId }, 'a role may more than it was chosen for, and is given to nobody');
    say(serverId, roleId, powers).catch((error: unknown) =>
      log.warn(
        { server: serverId, discordCode: refusalCode(error), cause: traceOf(error) },
        'the staff could not be told of a role',
      ),
    );
  };
}
