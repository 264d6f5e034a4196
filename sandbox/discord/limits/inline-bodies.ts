import * as z from 'zod/mini';

const id = z.string().check(z.regex(/^\d{1,20}$/));
const bits = z.union([z.string().check(z.regex(/^\d{1,20}$/)), z.number()]);
const name = (min: number, max: number) => z.string().check(z.minLength(min), z.maxLength(max));

/** Bodies that Discord's document describes where they are used, and gives no name. */
export const inlineBodies = {
  member: z.object({
    nick: z.nullish(z.string().check(z.maxLength(32))),
    roles: z.nullish(z.array(id)),
    mute: z.nullish(z.boolean()),
    deaf: z.nullish(z.boolean()),
    channel_id: z.nullish(id),
    communication_disabled_until: z.nullish(z.iso.datetime({ offset: true })),
    flags: z.nullish(z.int()),
  }),
  ownMember: z.object({ nick: z.nullish(z.string().check(z.maxLength(32))) }),
  bulkDelete: z.object({ messages: z.array(id).check(z.minLength(2), z.maxLength(100)) }),
  overwrite: z.object({
    type: z.nullish(z.union([z.literal(0), z.literal(1)])),
    allow: z.nullish(bits),
    deny: z.nullish(bits),
  }),
  webhook: z.object({ name: name(1, 80) }),
  webhookChange: z.object({ name: z.optional(name(1, 80)), channel_id: z.nullish(id) }),
  emoji: z.object({ name: name(2, 32), image: z.string(), roles: z.nullish(z.array(id)) }),
  emojiChange: z.object({ name: z.optional(name(2, 32)), roles: z.nullish(z.array(id)) }),
  /** `username` too may be left out, whatever the document says. */
  ownUser: z.object({ username: z.optional(name(2, 32)) }),
};
