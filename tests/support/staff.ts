import { REST } from 'discord.js';
import { createNoticeDrawing } from '../../src/discord/notice/drawing.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import type { Play } from './play.ts';
import { textOf } from './views.ts';

/** Makes #staff the play's staff channel, and the notice offers the way there. */
export async function openStaffChannel(play: Play): Promise<void> {
  const { sandbox } = play;
  await play.settings({ staffChannelId: sandbox.seeded.channels.staff });
  await play.stored(({ settings, openings }) => {
    const rest = new REST({ api: sandbox.discordApiUrl }).setToken(sandbox.token);
    const parts = {
      ...{ rest, settings, openings, texts, clock: play.clock },
      languages: { toAll: async () => texts.for('en-US') },
    };
    return createNoticeDrawing(parts)(sandbox.seeded.guildId);
  });
}

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));

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
