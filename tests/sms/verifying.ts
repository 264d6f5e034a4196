import { expect, onTestFinished, vi } from 'vitest';
import type { CodeMessage, Ending } from '../../src/otp/sms.ts';
import type { TwilioSettings } from '../../src/sms/settings.ts';
import { createSettling } from '../../src/sms/settling.ts';
import { createTwilioSender } from '../../src/sms/twilio.ts';
import { freshDatabase, openOn } from '../storage/support.ts';
import { anSms, createSending } from './sending.ts';

export const verificationId = expect.stringMatching(/^VE[0-9a-f]{32}$/);

/** Verify on the real client in front of a sandbox, and what remembers how codes end, over a real database. */
export async function createVerifying(change: Partial<TwilioSettings> = {}) {
  const sending = await createSending(change);
  onTestFinished(() => sending.close().catch(() => undefined));
  const { world, clock, reports, outcomes } = sending;
  const service = world.verify.addService({ dtmfInputRequired: false });
  const settings: TwilioSettings = { ...sending.settings, sender: { is: 'verify', sid: service.sid }, forgets: true };
  const file = await freshDatabase();
  const errors: unknown[] = [];

  /** Another process of the bot. @param how its settings, where they are others */
  async function start(how: TwilioSettings = settings) {
    const { carrierTasks: tasks } = await openOn(file, { clock });
    const sender = createTwilioSender(how, {
      clock: { ...clock, after: sending.afterAtOnce },
      random: () => 0,
      report: (one) => reports.push(one),
    });
    return {
      tasks,
      ...createSettling({ sender, tasks, clock, onError: (error) => errors.push(error), onKept: () => {} }),
    };
  }
  const settling = await start();

  async function send(message: Partial<CodeMessage> = {}) {
    const outcome = await settling.send(anSms(message));
    outcomes.push(outcome);
    return outcome;
  }
  return {
    ...sending,
    service,
    settling,
    errors,
    start,
    send,
    async sent(message: Partial<CodeMessage> = {}): Promise<string> {
      const outcome = await send(message);
      if (outcome.is !== 'accepted') throw new Error(`Not accepted but ${JSON.stringify(outcome)}`);
      return outcome.messageId;
    },
    /** Sends an SMS as before the operator went over to Verify. */
    async byNumber(): Promise<{ readonly messageId: string }> {
      const other = await start({ ...settings, sender: sending.settings.sender });
      const result = await other.send(anSms());
      if (result.is !== 'accepted') throw new Error(`Not accepted but ${result.is}`);
      return result;
    },
    async status(messageId: string) {
      const outcome = await settling.status(messageId);
      outcomes.push(outcome);
      return outcome;
    },
    /** Says how a code ended, until Twilio knows it. */
    async settled(messageId: string, ending: Ending) {
      await settling.settle(messageId, ending);
      await vi.waitFor(() => expect(world.verify.verification(messageId)?.status).toBe(ending));
    },
  };
}
