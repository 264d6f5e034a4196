import type { APIComponentInContainer } from 'discord.js';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import type { Route } from '../../interactions/ids.ts';
import { channelSelect, heading, roleSelect, row, text } from './controls.ts';
import { isUnread, type ScreenState } from './state.ts';

interface Picked {
  /** Names its words in `setup.field`. */
  readonly field:
    | 'role'
    | 'removedRoles'
    | 'unverifiedRole'
    | 'channel'
    | 'staffChannel'
    | 'staffRole'
    | 'welcomeChannels';
  readonly kind: 'role' | 'channel';
  /** What is stored. */
  readonly ids: readonly (string | undefined)[];
  readonly least?: number;
  readonly most?: number;
}

/**
 * A setting that is a role or a channel: what it is, and its select. While the server cannot be read, nobody knows what of it still
 * exists, and nothing new would be saved. So the select is closed, and what is stored is said in words.
 */
export function picker(
  state: Pick<ScreenState, 'obstacles'>,
  words: Text,
  route: Route,
  { field, kind, ids, ...counts }: Picked,
): APIComponentInContainer[] {
  const { t } = words;
  const stored = ids.filter((id) => id !== undefined);
  const disabled = isUnread(state);
  const mentions = stored.map((id) => (kind === 'role' ? `<@&${id}>` : `<#${id}>`));
  const now = disabled && stored.length > 0 ? [t('setup.field.stored', { list: enumerated(mentions, words) })] : [];
  const placeholder = t(disabled ? 'setup.field.unread' : `setup.field.${field}Choose`);
  const select = kind === 'role' ? roleSelect : channelSelect;
  return [
    text(heading(t(`setup.field.${field}`), t(`setup.field.${field}Hint`)), ...now),
    row(select(route, { placeholder, chosen: disabled ? [] : existing(state, stored), disabled, ...counts })),
  ];
}

/** What no longer exists cannot be shown as chosen. */
function existing({ obstacles }: Pick<ScreenState, 'obstacles'>, ids: readonly string[]): string[] {
  const gone = obstacles.filter(({ is }) => is === 'roleGone' || is === 'channelGone').flatMap((one) => one.ids);
  return ids.filter((id) => !gone.includes(id));
}
