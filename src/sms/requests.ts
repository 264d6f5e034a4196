import type { Clock, Ms } from '../clock.ts';
import type { SendResult } from '../otp/sms.ts';
import { mayRepeat, reduceFailure, resultOf, type TwilioFailure } from './failure.ts';

/** What went wrong, for the log and for staff. It names no person: no number, no text, no credentials. */
export interface TwilioReport extends TwilioFailure {
  readonly doing: 'send' | 'askStatus' | 'deliver' | 'settle' | 'forget';
  readonly messageId: string | undefined;
}

export interface TwilioSenderDeps {
  readonly clock: Clock;
  /** A number from 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly report?: (report: TwilioReport) => void;
}

/** How a request that Twilio turned away as one too many is repeated: `tries` in all, after 1, 2, 4 … `wait`s, each half to full. */
export interface RepeatPolicy {
  readonly tries: number;
  readonly wait: Ms;
}

/**
 * Makes requests that Twilio has no idempotency key for, each once: after a time-out, a broken connection or a 5xx what was asked for may be
 * on its way. Only 20429, which Twilio has not processed, is repeated.
 * @returns what came of `create`, which answers with what Twilio has made, or with undefined where there is nothing to send from
 */
export function createSendingOnce(
  { clock, random, report }: TwilioSenderDeps,
  { tries, wait }: RepeatPolicy = { tries: 3, wait: 500 },
) {
  function pause(tried: number): Promise<void> {
    const longest = wait * 2 ** (tried - 1);
    return new Promise((resolve) => clock.after(longest * (0.5 + random() / 2), resolve));
  }

  return async function send(
    create: () => Promise<{ readonly sid: string }> | undefined,
    tried = 1,
  ): Promise<SendResult> {
    try {
      const creating = create();
      if (!creating) return { is: 'refused', problem: 'noSender', asked: false };
      const { sid } = await creating;
      if (sid) return { is: 'accepted', messageId: sid };
      // Something between here and Twilio has answered, and may have asked it.
      throw new Error('The answer names no message');
    } catch (thrown) {
      const failure = failureOf(thrown);
      report?.({ doing: 'send', ...failure, messageId: undefined });
      if (!mayRepeat(failure) || tried >= tries) return resultOf(failure);
    }
    await pause(tried);
    return send(create, tried + 1);
  };
}

/** As it is reduced; an answer that Twilio's library could make nothing of is a bad message. */
export function failureOf(thrown: unknown): TwilioFailure {
  const failure = reduceFailure(thrown);
  const isNamed = failure.status !== undefined || failure.network !== undefined;
  return isNamed ? failure : { ...failure, network: 'EBADMSG' };
}
