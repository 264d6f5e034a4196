import type { DecidedState, SentState } from '../../../otp/panel-state.ts';
import type { Channel, SmsProblem } from '../../../otp/sms.ts';
import type { Text } from '../../../text/texts.ts';
import { dated, when } from '../../ui/parts.ts';

export type Unlocked = Exclude<DecidedState, { is: 'locked' }>;

/** Why the carrier did not take or bring the code. */
export function problemOf(standing: Unlocked): SmsProblem | undefined {
  if (standing.is === 'entered') return standing.problem;
  return standing.delivery.is === 'failed' ? standing.delivery.problem : undefined;
}

/** What the panel says of where a member stands. */
export function lines(standing: DecidedState, { t }: Text): (string | undefined)[] {
  if (standing.is === 'locked') return [t('panel.locked', { when: dated(standing.lockedUntil) })];
  const { resendAt, channel = 'sms', offered } = standing;
  const resend = resendAt === undefined ? undefined : t('panel.resendFrom', { when: when(resendAt) });
  const others = resend ? [] : offered.filter((one) => one !== channel).map((one) => t(`panel.${one}.offer`));
  const problem = problemOf(standing);
  const bySms = channel !== 'sms' && standing.canSend ? t('panel.entered') : undefined;
  if (problem) return [t(problemKey(channel, problem)), resend, bySms, ...others];
  switch (standing.is) {
    case 'entered':
      if (!standing.takesTexts) return [t('panel.call.landline'), resend];
      return [resend, standing.canSend ? t('panel.entered') : undefined];
    case 'expired':
      return [t(resend ? 'panel.expiredWait' : expiredKey(channel)), resend, ...others];
    case 'sent':
      if (standing.delivery.is === 'failed') return [];
      return [t(deliveryKey(channel, standing.delivery.is)), waitLines(standing, { t }), ...others];
  }
}

/** What the panel says once something was typed that is not the code: how far the code has come is known by then. */
export function retryLines(standing: DecidedState, text: Text): (string | undefined)[] {
  if (standing.is !== 'sent') return lines(standing, text);
  return [waitLines(standing, text), text.t(`outcome.retry.${standing.channel}`)];
}

/** How long the code works, and when there may be another. */
function waitLines({ expiresAt, resendAt }: SentState, { t }: Pick<Text, 't'>): string {
  const expires = t('panel.expires', { when: when(expiresAt) });
  const resend = resendAt === undefined ? undefined : t('panel.resendFrom', { when: when(resendAt) });
  return [expires, resend].filter(Boolean).join('\n');
}

const expiredKey = (channel: Channel) => (channel === 'sms' ? 'panel.expired' : (`panel.${channel}.expired` as const));

/** How far a code has come by a channel. */
const deliveryKey = (channel: Channel, is: Exclude<Delivered, 'failed'>) =>
  channel === 'sms' ? (`panel.${is}` as const) : (`panel.${channel}.${is}` as const);
type Delivered = Extract<Unlocked, { is: 'sent' }>['delivery']['is'];

/** Why a code did not come by a channel, in its words. What the server has against a line, it has by every channel. */
function problemKey(channel: Channel, problem: SmsProblem) {
  if (problem === 'lineBusy' || problem === 'noAnswer') return `panel.call.problem.${problem}` as const;
  return channel === 'sms' || problem === 'lineRefused' || problem === 'lineToStaff'
    ? (`panel.problem.${problem}` as const)
    : (`panel.${channel}.problem.${kinds[problem]}` as const);
}

/** What there is to say about a call or a WhatsApp message, of which the carrier reports less. */
const kinds = {
  cannotReceive: 'cannotReceive',
  countryOff: 'countryOff',
  optedOut: 'failed',
  unreachable: 'unreachable',
  network: 'failed',
  sender: 'off',
  noSender: 'off',
  filtered: 'off',
  configuration: 'off',
  busy: 'later',
  dayFull: 'off',
  noConnection: 'later',
  notArrived: 'failed',
} as const satisfies Readonly<
  Record<Exclude<SmsProblem, 'lineRefused' | 'lineToStaff' | 'lineBusy' | 'noAnswer'>, string>
>;
