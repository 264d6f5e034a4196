import { isBelowRequirements } from '../../world/community.ts';
import type { Guild, Json } from '../../world/types.ts';

/** A server's Onboarding; one that has none answers as switched off and empty. */
export function onboardingJson(guild: Guild): Json {
  const { id, onboarding } = guild;
  return {
    guild_id: id,
    enabled: guild.onboarding !== undefined,
    mode: 0,
    below_requirements: isBelowRequirements(guild),
    default_channel_ids: onboarding?.defaultChannelIds ?? [],
    prompts: (onboarding?.prompts ?? []).map((prompt) => ({
      id: prompt.id,
      title: prompt.title,
      type: 0,
      single_select: false,
      required: false,
      in_onboarding: true,
      options: prompt.options.map((option) => ({
        id: option.id,
        title: option.title,
        description: '',
        emoji: { id: null, name: null, animated: false },
        role_ids: option.roleIds,
        channel_ids: option.channelIds,
      })),
    })),
  };
}
