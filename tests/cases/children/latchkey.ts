// A process of the bot without Discord: works on each order all at once.
import type { SmsSender } from '../../../src/otp/sms.ts';
import { takeOrders } from '../../support/take-orders.ts';
import { countedCodes, startLatchkey, twilioSender, verdict } from '../../support/verifier.ts';
import type { Order, Report, Work } from './order.ts';

takeOrders(async ({ address, twilioUrl, now, who, limits = {}, firstCode, ...order }: Order) => {
  const clock = { now: () => now, after: () => () => {} };
  const twilio = twilioSender(twilioUrl, clock);
  let asked = 0;
  const latchkey = await startLatchkey({
    address,
    clock,
    limits,
    sms: order.dieWhileSending ? deadly(twilio) : twilio,
    newCode: countedCodes(firstCode),
    roles: {
      async give() {
        asked += 1;
        return { is: 'done' };
      },
      take: async () => ({ is: 'done' }),
      look: async () => ({ is: 'seen', member: { roles: [], pending: false } }),
    },
  });

  async function submit(code: string) {
    const outcome = await latchkey.submit(who, code);
    const mayGrant = verdict(outcome) === 'admitted' || verdict(outcome) === 'alreadyVerified';
    return { outcome, grants: mayGrant ? [await latchkey.grants.give(who)] : [] };
  }

  return async (): Promise<Report> => {
    const [sends, submits] = await Promise.all([
      Promise.all(of('send', order.work).map(({ again }) => (again ? latchkey.resend(who) : latchkey.send(who)))),
      Promise.all(of('submit', order.work).map(({ code }) => submit(code))),
    ]);
    await latchkey.close();
    return {
      sends,
      submits: submits.map(({ outcome }) => outcome),
      grants: submits.flatMap(({ grants }) => grants),
      asked,
    };
  };
});

function of<K extends Work['is']>(is: K, work: readonly Work[]) {
  return work.filter((one): one is Extract<Work, { is: K }> => one.is === is);
}

function deadly(twilio: SmsSender): SmsSender {
  return {
    ...twilio,
    async send(message) {
      await twilio.send(message);
      process.kill(process.pid, 'SIGKILL');
      return { is: 'unknown' };
    },
  };
}
