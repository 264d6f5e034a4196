// A process of the bot without Discord: says "ready", waits for a line, works on its order all at once, prints a report.
import { once } from 'node:events';
import type { SmsSender } from '../../../src/otp/sms.ts';
import { countedCodes, startLatchkey, twilioSender, verdict } from '../../support/verifier.ts';
import type { Order, Report, Work } from './order.ts';

const [text = ''] = process.argv.slice(2);
const { address, twilioUrl, now, who, work, limits = {}, firstCode, dieWhileSending }: Order = JSON.parse(text);
const clock = { now: () => now, after: () => () => {} };
const twilio = twilioSender(twilioUrl, clock);

const deadly: SmsSender = {
  ...twilio,
  async send(message) {
    await twilio.send(message);
    process.kill(process.pid, 'SIGKILL');
    return { is: 'unknown' };
  },
};

let asked = 0;
const latchkey = await startLatchkey({
  address,
  clock,
  limits,
  sms: dieWhileSending ? deadly : twilio,
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

process.stdout.write('ready\n');
await once(process.stdin, 'data');
const only = <K extends Work['is']>(is: K) => work.filter((one): one is Extract<Work, { is: K }> => one.is === is);
const [sends, submits] = await Promise.all([
  Promise.all(only('send').map(({ again }) => (again ? latchkey.resend(who) : latchkey.send(who)))),
  Promise.all(only('submit').map(({ code }) => submit(code))),
]);
const report: Report = {
  sends,
  submits: submits.map(({ outcome }) => outcome),
  grants: submits.flatMap(({ grants }) => grants),
  asked,
};
process.stdout.write(JSON.stringify(report));
await latchkey.close();
process.stdin.destroy();
