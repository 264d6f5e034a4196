import { PermissionFlagsBits } from 'discord.js';
import { answer } from '../interactions/answers.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { sentenceView } from '../verify/views/steps.ts';

type Step<I extends Asked> = (visit: Visit<I>) => Promise<void>;

/**
 * A step that only those with Manage Server may take. Asked at every step: Discord's own permissions of a command say only
 * who is shown it, and a server can change them.
 */
export function forAdmins<I extends Asked>(step: Step<I>): Step<I> {
  return (visit) => {
    const { interaction, text } = visit;
    if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return step(visit);
    return answer(interaction, sentenceView(text.t('setup.adminOnly')));
  };
}
