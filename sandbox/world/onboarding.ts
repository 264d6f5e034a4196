import { guildOf, known } from './lookup.ts';
import type { Id, Member, Onboarding } from './types.ts';
import type { WorldParts } from './world-parts.ts';

/** One question as it is asked for; ids are made where it is set. */
export interface NewPrompt {
  readonly title: string;
  readonly options: readonly {
    readonly title: string;
    readonly roleIds?: readonly Id[];
    readonly channelIds?: readonly Id[];
  }[];
}

export interface Onboardings {
  /** Gives a server questions for its members, each of whose options may carry roles; `undefined` takes them away. */
  setOnboarding(
    guildId: Id,
    onboarding: { prompts: readonly NewPrompt[]; defaultChannelIds: readonly Id[] } | undefined,
  ): void;
  /** A member's answers, all of them: they get the roles of the options chosen, and lose those of the others. */
  chooseOptions(guildId: Id, userId: Id, optionIds: readonly Id[]): void;
}

/** Discord's Onboarding: members give themselves the roles that the options carry. */
export function createOnboardings(
  parts: WorldParts,
  change: (guildId: Id, userId: Id, apply: (member: Member) => void) => void,
): Onboardings {
  const { newId, emit } = parts;
  return {
    setOnboarding(guildId, onboarding) {
      const guild = guildOf(parts, guildId);
      guild.onboarding = onboarding && {
        defaultChannelIds: onboarding.defaultChannelIds,
        prompts: onboarding.prompts.map(({ title, options }) => ({
          id: newId(),
          title,
          options: options.map(({ title, roleIds = [], channelIds = [] }) => ({
            id: newId(),
            title,
            roleIds,
            channelIds,
          })),
        })),
      };
      emit({ is: 'guildChanged', guild });
    },
    chooseOptions(guildId, userId, optionIds) {
      const guild = guildOf(parts, guildId);
      const options = optionsOf(known(guild.onboarding, `onboarding in ${guild.name}`));
      const chosen = optionIds.map((id) =>
        known(
          options.find((option) => option.id === id),
          `option ${id}`,
        ),
      );
      const given = chosen.flatMap(({ roleIds }) => roleIds);
      change(guildId, userId, (member) => {
        for (const id of options.flatMap(({ roleIds }) => roleIds)) member.roles.delete(id);
        for (const id of given) member.roles.add(id);
        member.chosen = optionIds;
      });
    },
  };
}

/** Every option of every question. */
export const optionsOf = ({ prompts }: Onboarding) => prompts.flatMap(({ options }) => options);
