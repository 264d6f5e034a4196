import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { isLong } from '../support/form.ts';
import { createPlace, wrongCode } from '../support/place.ts';
import { american, british, type Latchkey, memberOf } from '../support/verifier.ts';

// Tight, so that a play reaches all of them.
const limits = { sendsPerMember: 3, sendsPerMemberAndNumber: 2, sendsPerNumber: 3, sendsInAll: 5, guessesPerMember: 3 };
const members = [memberOf(1), memberOf(2), memberOf(3)] as const;
const phones = [american, british] as const;

const who = fc.nat({ max: members.length - 1 });
const click = fc.oneof(
  { weight: 2, arbitrary: fc.record({ is: fc.constant('enter' as const), who, phone: fc.constantFrom(...phones) }) },
  {
    weight: 4,
    arbitrary: fc.record({ is: fc.constant('enter and send' as const), who, phone: fc.constantFrom(...phones) }),
  },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('send' as const), who, again: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('guess' as const), who }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('earlier code' as const), who }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('latest code' as const), who }) },
);
const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('clicks' as const),
      clicks: fc.array(click, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('wait' as const), ms: fc.constantFrom(30_000, 60_000, 300_000, 600_000) }),
  },
  // A member's clicks go to one process, until that one is replaced.
  { weight: 1, arbitrary: fc.record({ is: fc.constant('move' as const), who }) },
);

type Click = typeof click extends fc.Arbitrary<infer C> ? C : never;
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

/** Three members at two processes of one bot, and a tally of what happened to them. */
async function startPlay() {
  const place = createPlace({ limits });
  const processes = [await place.start(), await place.start()] as const;
  const homes = members.map((_, index) => index % 2);
  const wrong: number[] = [];
  const proven: { code: string; latest: string | undefined }[] = [];
  const admitted: E164[] = [];

  const home = (index: number): Latchkey => processes[homes[index] === 1 ? 1 : 0];
  const codesOf = ({ memberId }: Who) => place.sent.filter((sms) => sms.memberId === memberId).map(({ code }) => code);

  async function submit(index: number, member: Who, code = wrongCode): Promise<void> {
    const latest = codesOf(member).at(-1);
    const outcome = await home(index).submit(member, code);
    if (outcome.is === 'wrongCode') wrong.push(index);
    if (outcome.is !== 'proven') return;
    proven.push({ code, latest });
    const to = place.sent.find((sms) => sms.code === code)?.to;
    if (outcome.then.is === 'admitted' && to !== undefined) admitted.push(to);
  }

  async function press(one: Click): Promise<void> {
    const member = members[one.who] ?? members[0];
    switch (one.is) {
      case 'enter':
        await home(one.who).enter(member, one.phone);
        return;
      case 'enter and send':
        await home(one.who).enter(member, one.phone);
        await home(one.who).send(member);
        return;
      case 'send':
        await (one.again ? home(one.who).resend(member) : home(one.who).send(member));
        return;
      case 'guess':
        return submit(one.who, member);
      case 'earlier code':
        return submit(one.who, member, codesOf(member).at(-2));
      case 'latest code':
        return submit(one.who, member, codesOf(member).at(-1));
    }
  }

  async function happen(one: Happening): Promise<void> {
    switch (one.is) {
      case 'clicks':
        await Promise.all(one.clicks.map(press));
        return;
      case 'wait':
        return place.clock.skip(one.ms);
      case 'move':
        homes[one.who] = 1 - (homes[one.who] ?? 0);
    }
  }
  const close = () => Promise.all(processes.map((latchkey) => latchkey.close()));
  return { sent: place.sent, wrong, proven, admitted, happen, close };
}

const most = <T>(all: readonly T[], keyOf: (one: T) => string): number =>
  Math.max(0, ...[...Map.groupBy(all, keyOf).values()].map(({ length }) => length));

it('whatever members click, at once or not: no budget is exceeded, only the latest code proves, a number has one owner', async () => {
  let [proofs, refusals] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 15, maxLength: 30 }), async (happenings) => {
      const { sent, wrong, proven, admitted, happen, close } = await startPlay();
      for (const one of happenings) await happen(one);
      await close();

      expect(sent.length).toBeLessThanOrEqual(limits.sendsInAll);
      expect(most(sent, ({ memberId }) => memberId)).toBeLessThanOrEqual(limits.sendsPerMember);
      expect(most(sent, ({ to }) => to)).toBeLessThanOrEqual(limits.sendsPerNumber);
      expect(most(sent, ({ memberId, to }) => memberId + to)).toBeLessThanOrEqual(limits.sendsPerMemberAndNumber);
      expect(most(wrong, String)).toBeLessThanOrEqual(limits.guessesPerMember);
      for (const { code, latest } of proven) expect(code).toBe(latest);
      expect(most(admitted, String)).toBeLessThanOrEqual(1);
      proofs += proven.length;
      refusals += wrong.length;
    }),
    { numRuns: isLong ? 25 : 10 },
  );
  // What never happens cannot go wrong: the plays do reach both ends.
  expect(proofs).toBeGreaterThan(0);
  expect(refusals).toBeGreaterThan(0);
});
