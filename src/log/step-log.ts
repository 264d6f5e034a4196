import { keyedDigest } from '../base/digest.ts';
import type { Who } from '../base/member-ref.ts';
import { memoize } from '../base/memoize.ts';
import type { Clock, Ms } from '../clock.ts';
import type { FlowStep, StepName } from '../gate/journal/steps.ts';
import type { Log } from '../log.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** How many ids are cached: a flow has some eight lines within minutes. */
const MOST_KEPT = 1_000;

/** Each step in words. */
const happened: Readonly<Record<StepName, string>> = {
  started: 'a member began to verify',
  entered: 'a number was entered',
  sent: 'a code was sent',
  resent: 'another code was sent',
  notSent: 'nothing could be sent',
  sendRefused: 'the SMS was refused',
  moneySpent: "part of the day's money is spent",
  capReached: 'nothing was sent: a limit is reached',
  delivered: 'the SMS was delivered',
  undelivered: 'the SMS was not delivered',
  wrongCode: 'a wrong code was submitted',
  locked: 'too many wrong codes: the member has to wait',
  notChecked: 'a code could not be checked',
  proven: 'the right code was submitted',
  conflict: 'the number belongs to another account',
  blockedNumber: 'the number is blocked',
  transferred: 'the number was moved to another account',
  verified: 'a member is verified',
  exempted: 'an exempt member passed',
  letIn: 'a member passed through the open gate',
  renewed: 'a verified member has proven a number again',
  ended: 'a verification has ended',
  requested: 'a member asked the staff',
  approved: 'the staff approved a member',
  granted: 'the role was given',
  grantFailed: 'the role could not be given',
};

export interface StepLogParts {
  readonly log: Log;
  readonly clock: Clock;
  /** 32 secret bytes. */
  readonly pepper: Buffer;
}

/**
 * Writes each step as one line, under an id that is the same through a flow, in every process and after a restart, and
 * leads to nobody without the secret key. It is another one each UTC day, so that a log follows nobody for longer.
 */
export function createStepLog({ log, clock, pepper }: StepLogParts): (step: FlowStep) => void {
  const idOf = memoize((flow) => inLetters(keyedDigest(pepper, 'flow', ...flow.split(' ')).slice(0, 12)), MOST_KEPT);

  function flowOf({ serverId, memberId }: Who): string {
    const day = Math.floor(clock.now() / DAY);
    return idOf(`${serverId} ${memberId} ${day}`);
  }

  return ({ serverId, memberId, ...step }) =>
    log.info({ flow: flowOf({ serverId, memberId }), ...step }, happened[step.step]);
}

/** Hex without digits, so that no part of it can be taken for a code. */
function inLetters(hex: string): string {
  return hex.replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
