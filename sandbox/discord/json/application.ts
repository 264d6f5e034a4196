import { Intent } from '../../world/bits.ts';
import type { Application } from '../../world/types.ts';

/** The flag of each privileged intent for applications in fewer than 100 servers. */
const LIMITED: readonly (readonly [intent: number, flag: number])[] = [
  [Intent.GuildPresences, 1 << 13],
  [Intent.GuildMembers, 1 << 15],
  [Intent.MessageContent, 1 << 19],
];

/** An application's public flags: they tell which privileged intents are switched on for it. */
export function applicationFlags({ privilegedIntents }: Application): number {
  return LIMITED.reduce((flags, [intent, flag]) => (privilegedIntents & intent ? flags | flag : flags), 0);
}
