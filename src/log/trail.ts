import type { Clock, Ms } from '../clock.ts';
import type { StepWatcher } from '../gate/steps.ts';
import type { Log } from '../log.ts';
import { keyedDigest } from '../otp/pepper.ts';
import type { Who } from '../otp/ports.ts';
import { remembered } from '../otp/remembered.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** How many ids are kept at hand: a flow has some eight lines within minutes. */
const MOST_KEPT = 1_000;

export interface TrailParts {
  readonly log: Log;
  readonly clock: Clock;
  /** 32 secret bytes. */
  readonly pepper: Buffer;
}

/**
 * Writes each step as one line, under an id that is the same through a flow, in every process and after a restart, and
 * leads to nobody without the secret key. It is another one each UTC day, so that a log follows nobody for longer.
 */
export function createTrail({ log, clock, pepper }: TrailParts): StepWatcher {
  const idOf = remembered((flow) => inLetters(keyedDigest(pepper, 'flow', ...flow.split(' ')).slice(0, 12)), MOST_KEPT);

  function flowOf({ serverId, memberId }: Who): string {
    const day = Math.floor(clock.now() / DAY);
    return idOf(`${serverId} ${memberId} ${day}`);
  }

  return ({ serverId, memberId, ...step }) => log.info({ flow: flowOf({ serverId, memberId }), ...step }, 'step');
}

/** Hex without digits, so that no part of it can be taken for a code. */
function inLetters(hex: string): string {
  return hex.replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
