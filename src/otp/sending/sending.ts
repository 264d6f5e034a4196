import { everyStep } from '../../base/every-step.ts';
import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { Event, Outcome } from '../challenge.ts';
import type { ChallengePolicy } from '../challenge-state.ts';
import type { Stored } from '../challenge-store.ts';
import { isOn } from '../channels/ways.ts';
import type { Lines } from '../number/line-kind.ts';
import type { Seen, SendOutcome, TurnOf } from '../outcomes.ts';
import type { SendResult, SmsProblem, SmsSender, Wording } from '../sms.ts';
import type { createPreparing } from './preparing.ts';
import type { Allowance } from './send-costs.ts';
import type { SendLimits } from './send-limits.ts';

interface SendingParts {
  readonly sms: SmsSender;
  readonly lines: Pick<Lines, 'problem'>;
  readonly sendLimits: Pick<SendLimits, 'refused' | 'sent'>;
  readonly clock: Clock;
}

type Prepared = Extract<Awaited<ReturnType<ReturnType<typeof createPreparing>>>, { is: 'prepared' }>;

interface Steps {
  readonly prepare: ReturnType<typeof createPreparing>;
  readonly turnOf: TurnOf;
  /** Writes down what happened to the SMS. */
  readonly record: (who: Who, event: Event, loaded: Stored) => Promise<Seen<Outcome>>;
  readonly seen: <O>(outcome: O, stored: Stored) => Seen<O>;
}

/** Sends codes to the numbers that members have named. */
export function createSending(
  { sms, lines, sendLimits, clock }: SendingParts,
  policy: ChallengePolicy,
  { prepare, turnOf, record, seen }: Steps,
) {
  /**
   * Certainly nothing was sent: whatever of it can be undone is, also where the store fails in between.
   * @param isCounted the carrier was asked
   */
  async function undone(who: Who, { to, of, stored, giveBack }: Prepared, problem: SmsProblem, isCounted: boolean) {
    let after: Seen<Outcome> | undefined;
    await everyStep([
      async () => isCounted && sendLimits.refused(who, to, clock.now()),
      giveBack,
      async () => (after = await record(who, { is: 'refused', of, problem }, stored)),
    ]);
    return after?.standing;
  }

  /** @param loaded what was stored a moment ago */
  return async (
    who: Who,
    again: boolean,
    wording: Wording,
    allowance: Allowance,
    loaded?: Stored,
  ): Promise<Seen<SendOutcome>> => {
    const prepared = await turnOf(who, loaded, (known) => prepare(who, wording.channel, again, allowance, known));
    if (prepared.is !== 'prepared') return seen(prepared.outcome, prepared.stored);

    const { code, to, of, stored, spending } = prepared;
    const news = spending && { spending };
    const { channel, locale } = wording;
    const body = wording.body(code);
    const isTexted = channel === 'sms' && isOn('call', to, policy.ways);
    const undo = (why: SmsProblem, isCounted: boolean) => undone(who, prepared, why, isCounted);
    // Without the answer nothing is asked for.
    const problem = await lines.problem(to.phone, allowance.lines ?? {}, isTexted).catch(async (error: unknown) => {
      await undo('noConnection', false).catch(() => undefined);
      throw error;
    });
    const result: SendResult = problem
      ? { is: 'refused', problem }
      : await sms.send({ channel, to: to.phone, code, body, locale, validFor: policy.ttl });
    switch (result.is) {
      case 'accepted': {
        const { messageId } = result;
        sendLimits.sent(messageId, to);
        const { standing } = await record(who, { is: 'accepted', of, messageId }, stored);
        return { outcome: { is: 'sent', send: of.send, messageId, ...news }, standing };
      }
      case 'unknown': {
        const { standing } = await record(who, { is: 'uncertain', of }, stored);
        return { outcome: { is: 'sent', send: of.send, ...news }, standing };
      }
      case 'refused': {
        const { asked = true, ...refusal } = result;
        return { outcome: refusal, standing: await undo(refusal.problem, asked) };
      }
    }
  };
}
