import type { Ms } from '../../src/clock.ts';
import { attackByCalls, type CallsTally } from './calls.ts';
import { openGate } from './gate.ts';
import { type HonestTally, sendHonest } from './honest.ts';
import { type HostileTally, sendHostile } from './hostile.ts';
import { chanceOf } from './random.ts';
import { attackFromServers, type ServersTally } from './servers.ts';
import { createTimeline } from './timeline.ts';

/** Noon, so that midnight, when budgets a day are fresh again, comes in the middle. */
const START: Ms = Date.UTC(2026, 7, 1, 12);
const DAY: Ms = 86_400_000;

export interface Scale {
  readonly hostile: number;
  readonly numbers: number;
  readonly honest: number;
}

export const fullScale: Scale = { hostile: 1000, numbers: 10_000, honest: 500 };

export interface Day {
  readonly hostile: HostileTally;
  readonly servers: ServersTally;
  readonly calls: CallsTally;
  /** SMS that Twilio refused, in all and in the hour that had most. */
  readonly refused: { readonly inAll: number; readonly most: number };
  readonly honest: HonestTally;
  /** Codes that chance alone would have guessed. */
  readonly byChance: number;
  readonly openings: number;
}

/** One simulated day. The same seed makes the same day. */
export async function attackDay(scale: Scale, seed: number): Promise<Day> {
  const chance = chanceOf(seed);
  const time = createTimeline(START);
  const gate = await openGate(time.clock, chance);
  try {
    const parts = { gate, time, chance };
    const honest = sendHonest(scale.honest, START, parts);
    const hostile = sendHostile({ accounts: scale.hostile, numbers: scale.numbers }, START, parts);
    const servers = attackFromServers(scale.numbers, START, parts);
    const calls = attackByCalls(scale.numbers, START, parts);
    await time.run(START + DAY);
    const refused = [...gate.refused.values()];
    return {
      hostile,
      servers,
      calls,
      refused: { inAll: refused.reduce((sum, count) => sum + count, 0), most: Math.max(0, ...refused) },
      honest,
      byChance: hostile.guesses / 10 ** gate.codeLength,
      openings: gate.news.filter(({ is }) => is === 'opened').length,
    };
  } finally {
    await gate.close();
  }
}
