import type { Play } from './play.ts';
import { textOf } from './views.ts';

/** Makes #staff the play's staff channel. */
export function openStaffChannel(play: Play): Promise<void> {
  return play.settings({ staffChannelId: play.sandbox.seeded.channels.staff });
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
