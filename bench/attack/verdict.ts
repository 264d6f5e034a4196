import type { Day, Scale } from './day.ts';
import { settings } from './gate.ts';
import { attacked } from './places.ts';

const MOST_LOST = 60;
/** What chance does less often than this is not chance. */
const BEYOND_CHANCE = 0.01;

export interface Verdict {
  readonly what: string;
  readonly figure: string;
  readonly aim: string;
  readonly met: boolean;
}

/** A day held against what it shall be. */
export function verdictsOf({ hostile, honest, byChance }: Day): Verdict[] {
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
  const { hostile, honest, openings } = day;
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return [
    `24 simulated hours, seed ${seed}: ${scale.hostile} hostile accounts with ${scale.numbers} numbers in ${attacked.length} countries,`,
    `${scale.honest} honest members in 3 others. Settings as they come, but ${set.join(' and ')}.`,
    `${hostile.attempts} hostile attempts; breakers opened ${openings} times; ${honest.verified} honest members verified with ${honest.sms} SMS.`,
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
