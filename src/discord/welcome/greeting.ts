import { PermissionFlagsBits } from 'discord.js';
import type { OpenGate, ServerSettings } from '../../gate/settings/settings.ts';
import type { Text } from '../../text/texts.ts';
import { channelPermissions, has } from '../preflight/permissions.ts';
import type { ServerSnapshot } from '../preflight/server-snapshot.ts';
import { colours, frame, type View } from '../ui/parts.ts';
import { asWritten } from '../ui/quote.ts';
import type { FlowParts } from '../verify/parts.ts';

/** How a member who has just got the role is received. */
export interface Greeting {
  /** The server's name, as far as Discord says. */
  readonly server?: string | undefined;
  /** The admin's own words. */
  readonly words?: string | undefined;
  /** Where to go on: channels that a verified member sees. */
  readonly channelIds: readonly string[];
}

/** The greeting of a server. What channels there are is read only where it names some. */
export async function greetingOf(
  { serverName, preflight }: Pick<FlowParts, 'serverName' | 'preflight'>,
  serverId: string,
  settings: OpenGate,
): Promise<Greeting> {
  const { welcomeText: words, welcomeChannelIds } = settings;
  const server = await serverName(serverId);
  if (welcomeChannelIds.length === 0) return { server, words, channelIds: [] };
  const look = await preflight.look(serverId);
  if (look.is === 'unseen') return { server, words, channelIds: welcomeChannelIds };
  const unseen = hiddenFrom(look.snapshot, settings);
  return { server, words, channelIds: welcomeChannelIds.filter((id) => !unseen.includes(id)) };
}

/** The channels of a greeting that the verified role does not see, or that are gone. */
export function hiddenFrom(server: ServerSnapshot, { roleId, welcomeChannelIds }: ServerSettings): readonly string[] {
  const holder = { roleIds: roleId === undefined ? [] : [roleId] };
  return welcomeChannelIds.filter((id) => {
    const channel = server.channels.find((one) => one.id === id);
    return !channel || !has(channelPermissions(server, holder, channel), PermissionFlagsBits.ViewChannel);
  });
}

/** How somebody has come in: by proving a number, or without one. */
export type CameIn = 'verified' | 'letIn';

/** Discord has accepted the role: the end of the way, and where it leads. Nothing in the admin's words comes to life. @param given which roles they have */
export function greetingView({ server, words, channelIds }: Greeting, given: string, text: Text, by: CameIn): View {
  const { t, locale } = text;
  const name = server === undefined ? undefined : asWritten(server);
  // To make the format takes as long as all the rest of a view.
  const listed = () => new Intl.ListFormat(locale, { type: 'disjunction' }).format(channelIds.map((id) => `<#${id}>`));
  return frame(colours.good, [
    `### ${titleOf(name, by, text)}`,
    words?.split('\n').map(asWritten).join('\n'),
    given,
    channelIds.length > 0 ? t('welcome.start', { channels: listed() }) : undefined,
  ]);
}

function titleOf(server: string | undefined, by: CameIn, { t }: Text): string {
  if (by === 'letIn') return server === undefined ? t('pass.title') : t('welcome.titleLetIn', { server });
  return server === undefined ? t('done.title') : t('welcome.title', { server });
}
