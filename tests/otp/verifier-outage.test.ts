import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { failingAt } from '../support/breaking.ts';
import { createPlace, recordingPhones } from '../support/place.ts';
import { american, memberOf } from '../support/verifier.ts';

const member = memberOf(1);
/** Everything may be done once, so that a single thing lost or spent shows. */
const once = { sendsPerMember: 1, sendsPerMemberAndNumber: 1, sendsPerNumber: 1, numbersPerMember: 1, sendsInAll: 1 };

/** Sends a code in a process whose store fails at its `at`-th call. @returns that call */
async function sendWithout(at: number, place: ReturnType<typeof createPlace>): Promise<string | undefined> {
  const { wrap, state } = failingAt(at);
  const latchkey = await place.start({ wrap });
  await latchkey.send(member).catch((error: unknown) => expect(error).toBeInstanceOf(StoreUnavailable));
  return state.failed;
}

/** The place of a call among those of a send. */
async function placeOf(name: string, place: () => Promise<ReturnType<typeof createPlace>>, after = 0): Promise<number> {
  for (let at = after + 1; at < 20; at++) if ((await sendWithout(at, await place())) === name) return at;
  throw new Error(`A send makes no call “${name}”.`);
}

async function entered(change: Parameters<typeof createPlace>[0], phones = recordingPhones()) {
  const place = createPlace({ limits: once, ...change }, phones);
  await (await place.start()).enter(member, american);
  return place;
}

describe('where the store fails between the budgets and the sending', () => {
  it.each(['find the kind', 'keep the kind'])(
    'at “%s”: nothing is sent, nothing is spent, and the member sends at once',
    async (name) => {
      const place = () => entered({ lookUp: async () => 'mobile' });
      const broken = await place();
      await sendWithout(await placeOf(name, place), broken);
      expect(broken.sent).toEqual([]);
      const latchkey = await broken.start();
      expect(await latchkey.look(member)).toMatchObject({ is: 'entered', canSend: true });
      expect(await latchkey.send(member)).toMatchObject({ is: 'sent' });
      expect(broken.sent).toHaveLength(1);
    },
  );
});

describe('where the store fails after the carrier has refused', () => {
  it.each(['take refused-member', 'give back'])('at “%s”: the member reads that nothing was sent', async (name) => {
    const refusing = () =>
      recordingPhones((count) =>
        count > 1 ? { is: 'accepted', messageId: 'SM1' } : { is: 'refused', problem: 'sender' },
      );
    const place = () => entered({}, refusing());
    const broken = await place();
    await sendWithout(await placeOf(name, place), broken);
    const latchkey = await broken.start();
    expect(await latchkey.look(member)).toMatchObject({ is: 'entered', problem: 'sender', canSend: true });
    // What was spent is back, unless just that failed.
    expect(await latchkey.send(member)).toMatchObject({ is: name === 'give back' ? 'budgetSpent' : 'sent' });
  });
});
