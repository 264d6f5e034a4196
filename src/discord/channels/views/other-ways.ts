import type { APIComponentInContainer } from 'discord.js';
import type { ServerSettings } from '../../../gate/settings/settings.ts';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import { gatedChannels, type OtherWay, otherRoles } from '../../preflight/holes.ts';
import type { ServerSnapshot } from '../../preflight/server-snapshot.ts';
import { heading, text } from '../../setup/views/controls.ts';

/** Roles that are named in one line. */
const NAMED = 8;
const ways: readonly OtherWay[] = ['boosting', 'linked', 'paid', 'given'];

/** Roles besides the verified one that open what is behind the gate, by how members come to them; and what was not looked at. */
export function otherWays(server: ServerSnapshot, settings: ServerSettings, words: Text): APIComponentInContainer[] {
  const { t } = words;
  if (gatedChannels(server, settings).length === 0) return [];
  const others = otherRoles(server, settings);
  const lines = ways.flatMap((way) => {
    const ids = others.filter((role) => role.way === way).map(({ roleId }) => roleId);
    const list = ids.slice(0, NAMED).map((id) => `<@&${id}>`);
    const rest = ids.length > NAMED ? ' …' : '';
    return ids.length === 0
      ? []
      : [`- ${t(`setup.channels.others.${way}`, { list: `${enumerated(list, words)}${rest}` })}`];
  });
  const unread = server.invites ? [] : [`-# ${t('setup.channels.others.invitesUnread')}`];
  if (lines.length + unread.length === 0) return [];
  const title = t('setup.channels.others.title');
  const head = lines.length > 0 ? heading(title, t('setup.channels.others.hint')) : `**${title}**`;
  return [text(head, ...lines, ...unread)];
}
