import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { AGREED, type Clock, type Ms } from '../../clock.ts';
import type { InstallationFacts } from '../../gate/ports.ts';
import { isOutage } from '../rest/errors.ts';

const FACT = 'join-mentions';
/** How long a mention stands. */
export const STANDS_FOR: Ms = 5 * 60_000;
/** It names messages, and no member. */
const Standing = z.array(z.object({ channelId: z.string(), messageId: z.string(), until: z.number() }));
type Standing = z.infer<typeof Standing>;

export interface StandingMentionsParts {
  readonly rest: Pick<REST, 'delete'>;
  readonly facts: InstallationFacts;
  readonly clock: Clock;
}

/** The mentions that stand in channels now, remembered for whatever process is to delete them. Throws `StoreUnavailable`. */
export function createStandingMentions({ rest, facts, clock }: StandingMentionsParts) {
  const read = (stored: string | undefined): Standing =>
    stored === undefined ? [] : Standing.parse(JSON.parse(stored));

  /** Whether it has stood for its time. One that would stand for longer than any does was posted by a clock that was ahead. */
  function isOver({ until }: Standing[number]): boolean {
    const now = clock.now();
    return until <= now || until > now + STANDS_FOR + AGREED;
  }

  /** Two processes that change the list at once both do. */
  async function change(next: (before: Standing) => Standing): Promise<void> {
    for (;;) {
      const stored = await facts.read(FACT);
      if (await facts.replace(FACT, stored, JSON.stringify(next(read(stored))))) return;
    }
  }

  /** Whether a message is gone, or will never go by us. */
  async function remove(channelId: string, messageId: string): Promise<boolean> {
    try {
      await rest.delete(Routes.channelMessage(channelId, messageId));
      return true;
    } catch (error) {
      return !isOutage(error);
    }
  }

  return {
    /** Remembers a message until it is to be deleted. */
    note: (channelId: string, messageId: string, until: Ms): Promise<void> =>
      change((before) => [...before, { channelId, messageId, until }]),

    /** Whether one has stood for its time. */
    isDue: async (): Promise<boolean> => read(await facts.read(FACT)).some(isOver),

    /** Deletes those that have stood for their time. */
    async tidy(): Promise<void> {
      const gone = new Set<string>();
      for (const { channelId, messageId } of read(await facts.read(FACT)).filter(isOver)) {
        if (await remove(channelId, messageId)) gone.add(messageId);
      }
      if (gone.size > 0) await change((before) => before.filter(({ messageId }) => !gone.has(messageId)));
    },
  };
}
