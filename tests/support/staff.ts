import { freshSettings, type ServerSettings } from '../../src/gate/settings.ts';
import { openStores } from '../../src/storage/stores.ts';
import type { Play } from './play.ts';
import { textOf } from './views.ts';

/** Changes the settings of a play's server behind the bot's back. */
export async function changeSettings(play: Play, change: Partial<ServerSettings>): Promise<void> {
  const { clock, config, secretKey, sandbox } = play;
  const { settings, close } = await openStores(config.databaseUrl, { secretKey, clock });
  const before = (await settings.load(sandbox.seeded.guildId)) ?? freshSettings;
  await settings.save(sandbox.seeded.guildId, { ...before, ...change });
  await close();
}

/** Makes #staff the play's staff channel. */
export function openStaffChannel(play: Play): Promise<void> {
  return changeSettings(play, { staffChannelId: play.sandbox.seeded.channels.staff });
}

/** What stands in #staff, the staff's own ephemeral answers left out. */
export function staffMessages(play: Play) {
  const { channels, people } = play.sandbox.seeded;
  return play.sandbox
    .actor(people.ada)
    .messages(channels.staff)
    .filter(({ ephemeral }) => !ephemeral);
}

/** The first message in #staff that says `words`. */
export function untilStaffSee(play: Play, words: string) {
  return play.sandbox.world
    .until(() => staffMessages(play).find((message) => textOf(message).includes(words)))
    .catch(() => {
      throw new Error(`never stood in #staff: "${words}", but:\n${staffMessages(play).map(textOf).join('\n---\n')}`);
    });
}
