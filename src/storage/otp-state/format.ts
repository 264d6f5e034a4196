import { z } from 'zod';
import type { Challenge } from '../../otp/challenge-state.ts';
import { isE164 } from '../../otp/number/phone.ts';
import { channels, smsProblems } from '../../otp/sms.ts';

const problem = z.enum(smsProblems);
const channel = z.enum(channels);
const instant = z.number();
const phone = z.string().refine(isE164);

const round = z.strictObject({ id: z.string(), wrong: z.number(), lastWrongAt: instant.exactOptional() });
const common = {
  id: z.string(),
  phone,
  country: z.string(),
  sends: z.number(),
  waitBefore: instant,
  hurried: z.boolean(),
  round,
  earlier: z.array(z.strictObject({ id: z.string(), digest: z.string() })),
};
const delivery = z.discriminatedUnion('is', [
  z.strictObject({ is: z.enum(['underway', 'sent', 'delivered', 'unknown']) }),
  z.strictObject({ is: z.literal('failed'), problem }),
]);

const candidates = z.array(z.strictObject({ phone, country: z.string() }));
const question = z.strictObject({ asks: z.enum(['country', 'number']), candidates });

/** A challenge exactly as this version of the bot stores it. */
const schema: z.ZodType<Challenge> = z.discriminatedUnion('is', [
  z.strictObject({
    ...common,
    is: z.literal('entered'),
    enteredAt: instant,
    question: question.exactOptional(),
    problem: problem.exactOptional(),
    channel: channel.exactOptional(),
  }),
  z.strictObject({
    ...common,
    is: z.literal('sent'),
    channel,
    digest: z.string(),
    sentAt: instant,
    expiresAt: instant,
    delivery,
    messageId: z.string().exactOptional(),
    waivedAt: instant.exactOptional(),
  }),
]);

/** A challenge as it lies inside its encryption, with whose it is. */
const envelope = z.object({ value: z.strictObject({ place: z.string(), challenge: schema }) });

/** What Keyv gives for a stored text: the text itself, and what was encrypted in it. */
const save = z.object({ version: z.string(), held: z.unknown() });

/**
 * @param loaded what Keyv gave
 * @param place whose it should be. One that was put in somebody else's place counts as none.
 * @returns the stored text, with its challenge where this version would have stored it so. Another version marks its challenges
 *   differently (`cipher.ts`); this is for one that was forgotten to.
 */
export function readSave(loaded: unknown, place: string): { readonly version: string; readonly challenge?: Challenge } {
  const { version, held } = save.parse(loaded);
  const { data } = envelope.safeParse(held);
  return data?.value.place === place ? { version, challenge: data.value.challenge } : { version };
}
