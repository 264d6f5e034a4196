import { z } from 'zod';
import type { Ms } from '../../../clock.ts';
import { shownFact } from '../../../gate/deadline.ts';
import type { InstallationFacts } from '../../../gate/ports.ts';
import type { Names } from '../state.ts';

const Shown = z.object({ askedAt: z.number(), names: z.array(z.string()) });

/** Whom the staff were shown before they may have them removed. It names no member. Throws `StoreUnavailable`. */
export function createShownLists(facts: InstallationFacts, names: Names) {
  const read = async (serverId: string) => {
    const stored = await facts.read(shownFact(serverId));
    return stored === undefined ? undefined : Shown.parse(JSON.parse(stored));
  };

  return {
    /** @param askedAt which question they were shown for */
    async write(serverId: string, askedAt: Ms, memberIds: readonly string[]): Promise<void> {
      const list = memberIds.map((memberId) => names.of({ serverId, memberId }));
      await facts.write(shownFact(serverId), JSON.stringify({ askedAt, names: list }));
    },

    /** Whether a member is on the list of a question, and how many are. Undefined where nobody has looked at it. */
    async of(serverId: string, askedAt: Ms) {
      const shown = await read(serverId);
      if (shown?.askedAt !== askedAt) return undefined;
      const known = new Set(shown.names);
      const has = (memberId: string) => names.all({ serverId, memberId }).some((name) => known.has(name));
      return { count: known.size, has };
    },

    forget: (serverId: string) => facts.remove(shownFact(serverId)),
  };
}
