import { ButtonStyle, ComponentType } from 'discord.js';
import type { Text } from '../../text/texts.ts';
import { buttons } from '../interactions/ids.ts';
import { button, colours, frame, type View } from '../ui/parts.ts';
import { asWritten } from '../ui/quote.ts';

interface Letter {
  readonly serverId: string;
  readonly channelId: string;
  /** The server's name. */
  readonly server: string;
}

/** A direct message to a new member, with the way to the notice. */
export function letterView({ serverId, channelId, server }: Letter, { t }: Text): View {
  const { components } = frame(colours.calm, [
    t('newcomers.letter', { server: asWritten(server), channel: `<#${channelId}>` }),
  ]);
  const url = `https://discord.com/channels/${serverId}/${channelId}`;
  const way = { type: ComponentType.Button, style: ButtonStyle.Link, label: t('newcomers.open'), url } as const;
  return { components: [...components, { type: ComponentType.ActionRow, components: [way] }] };
}

/** What stands in the notice's channel for some minutes, for those who have just joined. */
export function mentionView(memberIds: readonly string[], { t }: Text): View {
  const members = memberIds.map((id) => `<@${id}>`).join(' ');
  return frame(
    colours.calm,
    [members, t('newcomers.mention', { count: memberIds.length }), `-# ${t('newcomers.mentionEnds')}`],
    [button(buttons.verify, t('notice.verify'), { primary: true })],
  );
}
