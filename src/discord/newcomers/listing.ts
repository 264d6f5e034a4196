import { z } from 'zod';
import type { ShownMember } from '../../gate/newcomers/duty.ts';

const at = z.iso
  .datetime({ offset: true })
  .nullish()
  .transform((instant) => (instant == null ? undefined : Date.parse(instant)));

/** A member in Discord's lists and events. */
export const Listed = z
  .object({
    user: z.object({ id: z.string(), bot: z.boolean().default(false) }),
    roles: z.array(z.string()).default([]),
    // Discord leaves it out where a server has no rules to accept.
    pending: z.boolean().default(false),
    joined_at: at,
    premium_since: at,
  })
  .transform(({ user, roles, pending, joined_at, premium_since }): ShownMember & { readonly memberId: string } => ({
    ...{ memberId: user.id, isBot: user.bot, roles, pending },
    ...{ joinedAt: joined_at, boostingSince: premium_since },
  }));

export type Listing = z.infer<typeof Listed>;
