import { guildOf } from '../world/lookup.ts';
import { optionsOf } from '../world/onboarding.ts';
import type { Guild, Id } from '../world/types.ts';
import type { Act } from './acts.ts';
import type { ControlParts } from './parts.ts';
import type { Question } from './view.ts';

/** The server's questions with a member's answers; nothing for who is no member. */
export function questionsFor({ onboarding, members }: Guild, viewerId: Id): Question[] | null {
  const member = members.get(viewerId);
  if (!onboarding || !member) return null;
  return onboarding.prompts.map(({ title, options }) => ({
    title,
    options: options.map((option) => ({
      id: option.id,
      title: option.title,
      roleIds: option.roleIds,
      chosen: member.chosen.includes(option.id),
    })),
  }));
}

/** A member accepts the rules, or changes one of their answers. */
export function answer(
  { world, seeded }: ControlParts,
  act: Extract<Act, { is: 'acceptRules' | 'option' }>,
): string | undefined {
  const guild = guildOf(world, seeded.guildId);
  const member = guild.members.get(act.viewerId);
  if (!member) return `You are not in ${guild.name}.`;
  if (act.is === 'acceptRules') {
    world.acceptRules(guild.id, act.viewerId);
    return undefined;
  }
  const { onboarding } = guild;
  const known = onboarding && optionsOf(onboarding).some(({ id }) => id === act.optionId);
  if (!known) return 'This question is no longer asked.';
  const others = member.chosen.filter((id) => id !== act.optionId);
  world.chooseOptions(guild.id, act.viewerId, act.on ? [...others, act.optionId] : others);
  return undefined;
}
