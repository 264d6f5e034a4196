import { MessageFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { Brake } from '../brake/brake.ts';
import type { Languages } from '../language/languages.ts';
import { createStandingMentions, STANDS_FOR, type StandingMentionsParts } from './standing-mentions.ts';
import { mentionView } from './views.ts';

/** Members who join within this time are mentioned in one message. */
const GATHERED: Ms = 10_000;
/** Members in one message: each of them has to be readable. */
const AT_ONCE = 40;

const Message = z.object({ id: z.string() });

export interface MentionsParts extends StandingMentionsParts {
  readonly rest: REST;
  readonly languages: Languages;
  readonly inNameOf: Brake['inNameOf'];
  readonly onError: (error: unknown) => void;
}

export type Mentions = ReturnType<typeof createMentions>;

/** Mentions new members where the notice stands: those who join together in one message, which is deleted after some minutes. */
export function createMentions({ onError, ...parts }: MentionsParts) {
  const { rest, languages, inNameOf, clock } = parts;
  const standing = createStandingMentions(parts);
  const gathered = new Map<
    string,
    { readonly ids: string[]; readonly channelId: string; readonly cancel: () => void }
  >();
  const underway = new Set<Promise<void>>();

  async function post(serverId: string, channelId: string, ids: readonly string[]): Promise<void> {
    const { components } = mentionView(ids, await languages.toAll(serverId));
    const body = { flags: MessageFlags.IsComponentsV2, components, allowed_mentions: { users: ids } };
    const { id: messageId } = Message.parse(await rest.post(Routes.channelMessages(channelId), { body }));
    await standing.note(channelId, messageId, clock.now() + STANDS_FOR);
  }

  function flush(serverId: string): void {
    const group = gathered.get(serverId);
    if (!group) return;
    gathered.delete(serverId);
    group.cancel();
    const work = inNameOf(serverId, () => post(serverId, group.channelId, group.ids))
      .catch(onError)
      .finally(() => underway.delete(work));
    underway.add(work);
  }

  return {
    /** Mentions a member, soon and together with others. */
    add({ serverId, memberId }: Who, channelId: string): void {
      const group = gathered.get(serverId) ?? {
        ...{ ids: [], channelId },
        cancel: clock.after(GATHERED, () => flush(serverId)),
      };
      gathered.set(serverId, group);
      group.ids.push(memberId);
      if (group.ids.length >= AT_ONCE) flush(serverId);
    },

    isDue: standing.isDue,
    tidy: standing.tidy,

    /** Mentions who still waits for that, and waits for what is underway. */
    async stop(): Promise<void> {
      for (const serverId of [...gathered.keys()]) flush(serverId);
      await Promise.all(underway);
    },
  };
}
