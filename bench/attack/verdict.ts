import { usualPrice } from '../../src/otp/sending/prices.ts';
import type { Channel } from '../../src/otp/sms.ts';
import type { Day, Scale } from './day.ts';
import { settings } from './gate.ts';
import { attacked, landlines, named } from './places.ts';
import { refusedServers } from './servers.ts';

const MOST_LOST = 60;
/** A dial code that is not the operator's own has 50 a UTC day, of which a simulated day touches two. */
const MOST_NAMED = 100;
/** A dial code that is not the operator's own has 10 calls a UTC day. */
const MOST_CALLED = 20;
/** An hour's limit of a server. */
const MOST_REFUSED = 200 * refusedServers;
/** In US dollars, over the two UTC days that a simulated one touches. */
const MOST_MONEY = 100;
/** What chance does less often than this is not chance. */
const BEYOND_CHANCE = 0.01;

export interface Verdict {
  readonly what: string;
  readonly figure: string;
  readonly aim: string;
  readonly met: boolean;
}

/** What attackers had sent and called, in US dollars, at prices rounded up. */
export function moneyOf({ hostile, servers, calls }: Pick<Day, 'hostile' | 'servers' | 'calls'>): number {
  const costOf = (channel: Channel, counts: Iterable<readonly [country: string, count: number]>) =>
    [...counts].reduce((sum, [country, count]) => sum + count * usualPrice(channel, country), 0);
  return (
    costOf('sms', [...hostile.lost, [named.country, servers.named]]) +
    costOf('call', [...hostile.called, [landlines.country, calls.landlines]])
  );
}

/** Holds a day against its aims. */
export function verdictsOf(day: Day): Verdict[] {
  const { hostile, honest, byChance, servers, calls, refused } = day;
  const money = moneyOf(day);
  const mostCalled = Math.max(0, ...attacked.map(({ country }) => hostile.called.get(country) ?? 0));
  return [
    ...attacked.map(({ country }): Verdict => {
      const lost = hostile.lost.get(country) ?? 0;
      return {
        what: `SMS lost in ${country}`,
        figure: String(lost),
        aim: `at most ${MOST_LOST}`,
        met: lost <= MOST_LOST,
      };
    }),
    {
      what: `SMS to ${named.country}, which a hostile server names as its own and enters 2 of 5 codes`,
      figure: String(servers.named),
      aim: `at most ${MOST_NAMED}`,
      met: servers.named <= MOST_NAMED,
    },
    {
      what: `calls to landlines of ${landlines.country}, with 2 of 5 codes entered`,
      figure: String(calls.landlines),
      aim: `at most ${MOST_CALLED}`,
      met: calls.landlines <= MOST_CALLED,
    },
    {
      what: 'calls to numbers that were texted, in the country that lost most',
      figure: String(mostCalled),
      aim: `at most ${MOST_CALLED}`,
      met: mostCalled <= MOST_CALLED,
    },
    {
      what: 'all of these SMS and calls in US dollars, at prices rounded up',
      figure: money.toFixed(2),
      aim: `at most ${MOST_MONEY}`,
      met: money <= MOST_MONEY,
    },
    {
      what: `refused SMS in the worst hour, from ${refusedServers} hostile servers`,
      figure: String(refused.most),
      aim: `at most ${MOST_REFUSED}`,
      met: refused.most <= MOST_REFUSED,
    },
    {
      what: 'honest members refused',
      figure: String(honest.refused.size),
      aim: '0',
      met: honest.refused.size === 0,
    },
    {
      what: 'codes guessed',
      figure: `${hostile.guessed} of ${hostile.guesses} guesses`,
      aim: `no more than chance: ${byChance.toFixed(3)} expected`,
      met: oddsOfAtLeast(hostile.guessed, byChance) >= BEYOND_CHANCE,
    },
  ];
}

export function tableOf(day: Day, scale: Scale, seed: number): string {
  const rows = verdictsOf(day).map(
    ({ what, figure, aim, met }) => `| ${what} | ${figure} | ${aim} | ${met ? 'met' : 'missed'} |`,
  );
  const { hostile, honest, openings, servers, calls, refused } = day;
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return [
    `24 simulated hours, seed ${seed}: ${scale.hostile} hostile accounts with ${scale.numbers} numbers in ${attacked.length} countries,`,
    `${scale.honest} honest members in 3 others. Default settings, except ${set.join(' and ')}.`,
    `${servers.namedAttempts} attempts from a hostile server, ${calls.attempts} to have landlines called, ${servers.refusedAttempts} with numbers that Twilio refuses, of which it was asked for ${refused.inAll}.`,
    `${hostile.attempts} other hostile attempts; breakers opened ${openings} times; ${honest.verified} honest members verified with ${honest.sms} SMS and ${honest.calls} calls.`,
    '',
    '| what | figure | aim | |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The odds of at least `count` events where `mean` are expected (Poisson). */
function oddsOfAtLeast(count: number, mean: number): number {
  let [term, fewer] = [Math.exp(-mean), 0];
  for (let events = 0; events < count; events++) {
    fewer += term;
    term *= mean / (events + 1);
  }
  return 1 - fewer;
}
