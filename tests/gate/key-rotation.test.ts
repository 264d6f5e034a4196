import * as fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { keyId } from '../../src/base/digest.ts';
import type { Who } from '../../src/base/member-ref.ts';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import type { AdmissionOutcome } from '../../src/gate/roster/admission.ts';
import { keyIdOf } from '../../src/otp/number/phone.ts';
import { derivePeppers } from '../../src/otp/pepper.ts';
import { freshDatabase } from '../storage/support.ts';
import { isLong } from '../support/form.ts';
import { recordingPhones } from '../support/place.ts';
import {
  countedCodes,
  type Latchkey,
  memberOf,
  numberOf,
  openWith,
  startLatchkey,
  verdict,
} from '../support/verifier.ts';

const SENDS_A_NUMBER = 3;
const { serverId } = memberOf(0);

const kinds = ['prove', 'prove', 'prove', 'proveToOld', 'rotate', 'leave', 'block', 'unblock', 'send', 'send'] as const;
/** What may happen to three numbers and four members of a server, with a key that is replaced now and then. */
const command = fc.record({ is: fc.constantFrom(...kinds), member: fc.nat({ max: 3 }), number: fc.nat({ max: 2 }) });

interface About {
  readonly member: number;
  readonly number: number;
}
type Acts = Readonly<Record<(typeof kinds)[number], (about: About) => Promise<void>>>;
type History = readonly (About & { readonly is: keyof Acts })[];

/** What holds without any keys. */
function createModel() {
  const held = new Map<number, number>();
  const blocked = new Map<number, number>();
  const sends = new Map<number, number>();
  const numberOfMember = (member: number) => [...held].find(([, holder]) => holder === member)?.[0];

  function release(member: number): number | undefined {
    const number = numberOfMember(member);
    if (number !== undefined) held.delete(number);
    return number;
  }

  return {
    release,
    holders: () => [...held.values()],
    prove(member: number, number: number): AdmissionOutcome['is'] {
      if (blocked.has(number)) return 'blocked';
      if (numberOfMember(member) !== undefined) return 'alreadyVerified';
      if (held.has(number)) return 'numberTaken';
      held.set(number, member);
      return 'admitted';
    },
    block(member: number) {
      const number = release(member);
      if (number !== undefined) blocked.set(number, member);
    },
    unblock(member: number) {
      for (const [number, blockee] of blocked) if (blockee === member) blocked.delete(number);
    },
    send(number: number): 'sent' | 'budgetSpent' {
      const sent = sends.get(number) ?? 0;
      if (sent === SENDS_A_NUMBER) return 'budgetSpent';
      sends.set(number, sent + 1);
      return 'sent';
    },
  };
}

async function livesThrough(history: History): Promise<void> {
  const [databaseUrl, clock, phones] = [`sqlite:${await freshDatabase()}`, manualClock(), recordingPhones()];
  const opened: Latchkey[] = [];
  const shared = {
    address: { databaseUrl },
    clock,
    sms: phones.sms,
    newCode: countedCodes(),
    limits: { sendsPerNumber: SENDS_A_NUMBER },
  };
  let keys = { current: Buffer.alloc(32, 'key 0'), previous: [] as readonly Buffer[] };
  const start = async () => {
    const latchkey = await startLatchkey({ ...shared, keys });
    opened.push(latchkey);
    return latchkey;
  };
  let present = await start();
  let old: Latchkey | undefined;
  await present.stores.settings.save(serverId, openWith('300'));
  const model = createModel();
  const proof = (number: number) => ({ phone: numberOf(number), country: 'US' });
  let senders = 0;

  const acts: Acts = {
    async rotate() {
      old = present;
      keys = { current: Buffer.alloc(32, `key ${opened.length}`), previous: [keys.current, ...keys.previous] };
      present = await start();
    },
    async prove({ member, number }) {
      const expected = model.prove(member, number);
      expect((await present.admit(memberOf(member), proof(number))).is).toBe(expected);
    },
    async proveToOld({ member, number }) {
      const said = await old?.admit(memberOf(member), proof(number)).catch((error: unknown) => error);
      if (said === undefined || said instanceof StoreUnavailable) return;
      expect(said).toMatchObject({ is: expect.stringMatching(/^(alreadyVerified|blocked|numberTaken)$/) });
    },
    async leave({ member }) {
      model.release(member);
      await present.stores.roster.remove(memberOf(member));
    },
    async block({ member }) {
      const entry = await present.stores.roster.find(memberOf(member));
      if (!entry?.phone) return;
      model.block(member);
      await present.stores.blocks.put({ ...memberOf(member), ...entry.phone, reason: 'Spam.', by: '1', at: 0 });
      await present.stores.roster.remove(memberOf(member));
    },
    async unblock({ member }) {
      model.unblock(member);
      await present.stores.blocks.liftMember(memberOf(member));
    },
    async send({ number }) {
      const who: Who = { serverId: `${serverId}${++senders}`, memberId: String(senders) };
      await present.enter(who, numberOf(number));
      expect((await present.send(who)).is).toBe(model.send(number));
    },
  };

  try {
    for (const { is, ...about } of history) await acts[is](about);
    expect((await present.stores.roster.members(serverId)).sort()).toEqual(
      model
        .holders()
        .map((member) => memberOf(member).memberId)
        .sort(),
    );
  } finally {
    for (const latchkey of opened) await latchkey.close();
  }
}

it('replacing the key in the middle of any history lets no number into two accounts, lifts no block, and resets no budget', async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 30 }), livesThrough), {
    numRuns: isLong ? 25 : 10,
  });
}, 60_000);

/** A place before and after its key was replaced, with the process from before still running. */
async function rotated(prepare: (before: Latchkey, code: () => string) => Promise<void>) {
  const [databaseUrl, clock, phones] = [`sqlite:${await freshDatabase()}`, manualClock(), recordingPhones()];
  const code = () => phones.sent.at(-1)?.code ?? '';
  const shared = { address: { databaseUrl }, clock, sms: phones.sms, newCode: countedCodes() };
  const [first, second] = [Buffer.alloc(32, 'first'), Buffer.alloc(32, 'second')];
  const before = await startLatchkey({ ...shared, keys: { current: first, previous: [] } });
  onTestFinished(before.close);
  await before.stores.settings.save(serverId, { ...openWith('300'), conflict: 'transfer' });
  await prepare(before, code);
  const after = await startLatchkey({ ...shared, keys: { current: second, previous: [first] } });
  onTestFinished(after.close);
  return { before, after, code, clock, idAfter: keyId(derivePeppers({ current: second, previous: [] }).current) };
}

const [mira, vesper] = [memberOf(1), memberOf(2)];
const number = numberOf(1);

it('a code that was sent before the key was replaced works after it, and its wrong guesses count on', async () => {
  const { after, code } = await rotated(async (before, sent) => {
    await before.enter(mira, number);
    await before.send(mira);
    expect(verdict(await before.submit(mira, '0000'))).toBe('wrongCode');
    expect(sent()).not.toBe('0000');
  });
  expect(await after.submit(mira, '0001')).toEqual({ is: 'wrongCode', left: 1 });
  expect(verdict(await after.submit(mira, code()))).toBe('admitted');
});

it('a process that was not restarted yet refuses a right code without spending it, and the new one takes it', async () => {
  const { before, after, code } = await rotated(async (one) => {
    await one.enter(mira, number);
    await one.send(mira);
  });
  for (let press = 0; press < 5; press++) {
    await expect(before.submit(mira, code())).rejects.toBeInstanceOf(StoreUnavailable);
  }
  expect(verdict(await after.submit(mira, code()))).toBe('admitted');
});

it('a number goes under the new key when somebody proves it, with all that the server keeps of it', async () => {
  const { after, idAfter } = await rotated(async (before) => {
    await before.admit(mira, { phone: number, country: 'US' });
  });
  expect((await after.admit(vesper, { phone: number, country: 'US' })).is).toBe('numberTaken');
  const entry = await after.stores.roster.find(mira);
  expect(keyIdOf(entry?.phone?.phoneKey ?? '')).toBe(idAfter);
  expect(await after.transfer(vesper)).toEqual({
    is: 'transferred',
    from: mira.memberId,
    country: 'US',
    role: { is: 'done' },
  });
});

it('a number that was proved before the key was replaced is moved after it', async () => {
  const { after } = await rotated(async (before) => {
    await before.admit(mira, { phone: number, country: 'US' });
    await before.admit(vesper, { phone: number, country: 'US' });
  });
  expect(await after.transfer(vesper)).toEqual({
    is: 'transferred',
    from: mira.memberId,
    country: 'US',
    role: { is: 'done' },
  });
});

it('where nobody holds it any more, it has to be proved again', async () => {
  const { after } = await rotated(async (before) => {
    await before.admit(mira, { phone: number, country: 'US' });
    await before.admit(vesper, { phone: number, country: 'US' });
    await before.stores.roster.remove(mira);
  });
  expect(await after.transfer(vesper)).toEqual({ is: 'lapsed' });
  expect((await after.admit(vesper, { phone: number, country: 'US' })).is).toBe('admitted');
});
