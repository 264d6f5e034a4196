import type { OtherChannel } from '../../../otp/channels/ways.ts';
import type { DecidedState } from '../../../otp/panel-state.ts';
import type { Channel, SmsProblem } from '../../../otp/sms.ts';
import { problemOf, type Unlocked } from './panel-words.ts';

/** A button of the panel. */
export type Step = 'send' | 'resend' | 'submit' | 'change' | 'ask' | OtherChannel;

/**
 * What just happened, where it decides how to go on. Without a code at hand: `ask` the staff, `change` the number, or `wait`. `submit`: what
 * was typed is not the code. `stop`: no code can be entered either.
 */
export interface News {
  readonly words: string;
  readonly next: 'submit' | 'ask' | 'change' | 'wait' | 'stop';
}

/** What just happened: a sentence above all else, or news. */
export type Notice = string | News;

/** Whether something can still be made of the code that was sent last. */
export const hasCode = (standing: DecidedState): boolean => standing.canSubmit && !failed(standing);

const failed = (standing: DecidedState) => standing.is !== 'locked' && problemOf(standing) !== undefined;

/** The button of the next step: one that a sentence of the panel names; none where they name none that can be pressed. */
export function mainStep(standing: DecidedState, isAlone: boolean, notice?: Notice): Step | undefined {
  if (standing.is === 'locked') return asksStaff(notice) && !isAlone ? 'ask' : undefined;
  const news = newsStep(standing, notice);
  const step = news ?? ownStep(standing);
  if (step === 'wait') return undefined;
  if (step === 'ask' && isAlone) return news === undefined && isOfLine(standing) ? 'change' : undefined;
  return step;
}

const asksStaff = (notice: Notice | undefined) => typeof notice === 'object' && notice.next === 'ask';

function newsStep(standing: DecidedState, notice: Notice | undefined): Step | 'wait' | undefined {
  if (notice === undefined || typeof notice === 'string') return undefined;
  const { next } = notice;
  if (next === 'stop') return 'wait';
  if (hasCode(standing)) return 'submit';
  return next === 'submit' ? undefined : next;
}

function ownStep(standing: Unlocked): Step | 'wait' | undefined {
  const problem = problemOf(standing);
  if (problem !== undefined) return stepAfter(problem, standing);
  if (standing.is === 'entered') return standing.takesTexts ? pressable('send', standing) : open(standing, 'call');
  if (standing.canSubmit) return 'submit';
  const { channel } = standing;
  return channel === 'sms' ? pressable('resend', standing) : (open(standing, channel) ?? pressable('resend', standing));
}

/** How to go on after a failure: by the same channel again, by another one where that would meet the same, or as its sentence says. */
function stepAfter(problem: SmsProblem, standing: Unlocked): Step | 'wait' | undefined {
  const { channel = 'sms', offered, resendAt, canSend } = standing;
  const way = ways[problem];
  // A phone that replied STOP to texts may be reached another way at once.
  const staysSo = way !== 'again' || problem === 'optedOut';
  const other = resendAt === undefined && staysSo ? offered.find((one) => one !== channel) : undefined;
  if (other) return other;
  if (way === 'again') {
    return (channel === 'sms' ? undefined : open(standing, channel)) ?? pressable('send', standing);
  }
  if (channel === 'sms') return way;
  if (canSend && !isOfLine(standing)) return 'send';
  return way === 'wait' ? 'ask' : way;
}

const pressable = (step: 'send' | 'resend', { canSend, canResend }: Unlocked) =>
  (step === 'send' ? canSend : canResend) ? step : undefined;

const open = ({ offered, resendAt }: Unlocked, channel: Channel) =>
  resendAt === undefined ? offered.find((one) => one === channel) : undefined;

/** The server has something against the number itself. */
function isOfLine(standing: Unlocked): boolean {
  const problem = problemOf(standing);
  return problem === 'lineToStaff' || problem === 'lineRefused';
}

/** What there is to do about a failure: try the same channel again, or what its sentence says where that would meet the same. */
const ways: Readonly<Record<SmsProblem, 'again' | 'change' | 'ask' | 'wait'>> = {
  cannotReceive: 'change',
  countryOff: 'change',
  optedOut: 'again',
  unreachable: 'again',
  lineBusy: 'again',
  noAnswer: 'again',
  network: 'again',
  sender: 'wait',
  noSender: 'wait',
  filtered: 'wait',
  configuration: 'wait',
  busy: 'again',
  dayFull: 'ask',
  noConnection: 'again',
  lineRefused: 'change',
  lineToStaff: 'ask',
  notArrived: 'again',
};
