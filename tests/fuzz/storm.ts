import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect } from 'vitest';
import type { Answer } from '../../sandbox/sandbox.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel } from '../support/staff.ts';
import { asksForSms, command, component, modal, pressOfSend } from './forged.ts';

export type Name = keyof Play['sandbox']['seeded']['people'];

/** A play keeps all that was sent, so one ends after this many. */
const IN_ONE_PLAY = 1000;
const PATIENCE = 5000;
const MINUTE = 60_000;
const allowedCountries = ['US', 'CA', 'GB', 'DE'];
const calledCountries = ['GB', 'US'];
const textable = ['MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP'];

const env = {
  ALLOWED_COUNTRIES: allowedCountries.join(),
  CALLS: 'on',
  CALL_COUNTRIES: calledCountries.join(),
  // Codes of eight digits are not found by chance in what else is written.
  OTP_LENGTH: '8',
};

/** What came of a storm. */
export interface Weather {
  readonly answers: Map<Answer['is'], number>;
  sms: number;
}

/** Sends `count` forged interactions of these people to the real bot, and holds each answer and each SMS to what may be. */
export async function storm(people: readonly [Name, ...Name[]], count: number): Promise<Weather> {
  const weather: Weather = { answers: new Map(), sms: 0 };
  for (let left = count; left > 0; left -= IN_ONE_PLAY) await blow(people, Math.min(left, IN_ONE_PLAY), weather);
  return weather;
}

async function blow(people: readonly [Name, ...Name[]], count: number, weather: Weather): Promise<void> {
  const play = await startPlay({ env });
  await openStaffChannel(play);
  const { world, seeded, traffic, twilio } = play.sandbox;
  const ids = [seeded.people, seeded.roles, seeded.channels].flatMap((part) => Object.values<string>(part));
  const panels = new Map<string, string>();
  const notice = play.person('mira').notice()?.id ?? '';
  const seen = { lines: 0, exchanges: 0 };
  // One of them has entered a number and asks for an SMS first, so that each storm has one.
  await play.person(people[0]).begin();
  let asked = 0;

  /** Where it is sent: on the latest panel, on the notice, in the channel or in direct messages. */
  function target(name: Name, where: 'panel' | 'notice' | 'channel' | 'direct') {
    if (where === 'direct') return { channelId: world.directChannel(seeded.people[name]).id };
    if (where === 'channel') return { channelId: seeded.channels.verify };
    return { messageId: (where === 'panel' ? panels.get(name) : undefined) ?? notice };
  }

  /** Fails on an error in the log and on a request that Discord refuses as malformed. */
  function nothingBroke(): void {
    const lines = play.logs.lines.slice(seen.lines);
    const exchanges = traffic.exchanges.slice(seen.exchanges);
    seen.lines += lines.length;
    seen.exchanges += exchanges.length;
    expect(lines.filter((line) => /^\{"level":"(?:error|fatal)"/.test(line))).toEqual([]);
    expect(exchanges.flatMap(({ problems }) => problems)).toEqual([]);
    expect(exchanges.filter(({ body }) => /\\ud[89a-f]/i.test(JSON.stringify(body ?? null)))).toEqual([]);
  }

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...people),
      forged([...ids, seeded.guildId]),
      fc.constantFrom('panel', 'panel', 'panel', 'notice', 'channel', 'direct'),
      fc.constantFrom(0, 0, 0, 0, 0, 0, 0, MINUTE),
      fc.constantFrom(1, 1, 1, 2),
      async (name, [type, data], where, pause, times) => {
        await play.clock.skip(pause);
        const on = target(name, type === 'component' && where !== 'panel' ? 'notice' : where);
        const { actor } = play.person(name);
        asked += asksForSms(data) ? 1 : 0;
        const sent = Array.from({ length: times }, () => patiently(actor.forge(type, data, on)));
        for (const answer of await Promise.all(sent)) {
          expect(answer.is).not.toBe('failed');
          if ('message' in answer && answer.message.ephemeral) panels.set(name, answer.message.id);
          weather.answers.set(answer.is, (weather.answers.get(answer.is) ?? 0) + 1);
        }
        nothingBroke();
      },
    ),
    { numRuns: count, endOnFailure: true, examples: [[people[0], ['component', pressOfSend], 'panel', 0, 1]] },
  );

  weather.sms += twilio.messages.length;
  // Sent twice at once, a press is still one.
  expect(twilio.messages.length).toBeLessThanOrEqual(asked);
  for (const { to } of twilio.messages) {
    const number = parsePhoneNumberFromString(to);
    expect(allowedCountries).toContain(number?.country);
    expect(textable).toContain(number?.getType());
  }
  for (const { to } of twilio.calls.all()) expect(calledCountries).toContain(parsePhoneNumberFromString(to)?.country);
  await play.stopApps();
  nothingBroke();
  await play.stop();
}

function forged(ids: readonly string[]) {
  return fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constant('component' as const), component(ids)) },
    { weight: 5, arbitrary: fc.tuple(fc.constant('modal' as const), modal(ids)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('command' as const), command(ids)) },
  );
}

/** The answer, or a failure where there is none: the sandbox's own clock stands still. */
async function patiently(answer: Promise<Answer>): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('never answered')), PATIENCE);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
