import type { Logger } from 'pino';
import type { Clock, Ms } from '../clock.ts';
import type { StepWatcher } from '../gate/steps.ts';
import { keyedDigest } from '../otp/pepper.ts';
import type { Who } from '../otp/ports.ts';

const DAY: Ms = 24 * 60 * 60_000;

export interface TrailParts {
  readonly log: Logger;
  readonly clock: Clock;
  /** 32 secret bytes. */
  readonly pepper: Buffer;
}

/**
 * Writes each step as one line, under an id that is the same through a flow, in every process and after a restart, and
 * leads to nobody without the secret key. It is another one each UTC day, so that a log follows nobody for longer.
 */
export function createTrail({ log, clock, pepper }: TrailParts): StepWatcher {
  function flowOf({ serverId, memberId }: Who): string {
    const day = String(Math.floor(clock.now() / DAY));
    return inLetters(keyedDigest(pepper, 'flow', serverId, memberId, day).slice(0, 12));
  }

  return ({ serverId, memberId, ...step }) => log.info({ flow: flowOf({ serverId, memberId }), ...step }, 'step');
}

/** Hex without digits, so that no part of it can be taken for a code. */
function inLetters(hex: string): string {
  return hex.replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
