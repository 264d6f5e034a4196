import type { OtherWays, TwilioAuth, TwilioChoice, TwilioSender } from '../sms/settings.ts';
import { missingPlace } from './network.ts';
import { type ConfigProblem, type Given, problemWith } from './problem.ts';

/** What the variables of Twilio say together: how to sign in, what to send from, and over which channels. Or all that is wrong with that. */
export function readTwilio(given: Given): TwilioChoice | { readonly problems: readonly ConfigProblem[] } {
  const auth = readAuth(given);
  const sender = readSender(given);
  const ways = readWays(given);
  const problems = [
    ...('problem' in auth ? [auth] : []),
    ...('problem' in sender ? [sender] : []),
    ...('problems' in ways ? ways.problems : []),
    ...placeProblems(given),
  ];
  if ('problem' in auth || 'problem' in sender || 'problems' in ways || problems.length > 0) return { problems };
  return { auth, sender, ...ways };
}

/** An API key wins over the auth token: it can be revoked without changing the account's own. */
function readAuth(given: Given): TwilioAuth | ConfigProblem {
  const { TWILIO_AUTH_TOKEN: token, TWILIO_API_KEY: sid, TWILIO_API_SECRET: secret } = given;
  if (sid && secret) return { is: 'key', sid, secret };
  if (sid) return problemWith('TWILIO_API_SECRET', 'is missing: TWILIO_API_KEY needs it.');
  if (secret) return problemWith('TWILIO_API_KEY', 'is missing: TWILIO_API_SECRET needs it.');
  if (token) return { is: 'token', token };
  return problemWith('TWILIO_AUTH_TOKEN', 'is missing.');
}

const senders = ['TWILIO_VERIFY_SERVICE_SID', 'TWILIO_MESSAGING_SERVICE_SID', 'TWILIO_FROM'] as const;

function readSender(given: Given): TwilioSender | ConfigProblem {
  const [variable, ...others] = senders.filter((name) => given[name]);
  const sid = given[variable ?? 'TWILIO_FROM'] ?? '';
  if (variable === undefined) {
    const fix =
      'Set TWILIO_VERIFY_SERVICE_SID, TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID: .env.example explains them.';
    return { variable: 'TWILIO_FROM', problem: 'is missing: there is nothing to send codes from.', fix };
  }
  if (others.length > 0) {
    const problem = `cannot be set together with ${others.join(' and ')}.`;
    return { variable, problem, fix: 'Keep the one that you want to send codes from, and remove the rest.' };
  }
  if (variable === 'TWILIO_VERIFY_SERVICE_SID') return { is: 'verify', sid };
  return variable === 'TWILIO_FROM' ? { is: 'number', from: sid } : { is: 'service', sid };
}

const isOn = (text: string | undefined) => text === 'on';
const isNumber = (text: string | undefined) => text?.startsWith('+') ?? false;

function readWays(given: Given): OtherWays | { readonly problems: readonly ConfigProblem[] } {
  const calls = isOn(given.CALLS);
  const whatsapp = isOn(given.WHATSAPP);
  if (given.TWILIO_VERIFY_SERVICE_SID) return { ...(calls && { calls: {} }), ...(whatsapp && { whatsapp: {} }) };
  const { TWILIO_FROM, TWILIO_WHATSAPP_FROM: own = '', TWILIO_WHATSAPP_TEMPLATE: template = '' } = given;
  const from = given.TWILIO_CALL_FROM ?? (isNumber(TWILIO_FROM) ? TWILIO_FROM : undefined);
  const problems = [
    ...(calls && !from ? [problemWith('TWILIO_CALL_FROM', 'is missing: CALLS=on needs a number to call from.')] : []),
    ...(whatsapp && !own ? [problemWith('TWILIO_WHATSAPP_FROM', 'is missing: WHATSAPP=on needs it.')] : []),
    ...(whatsapp && !template ? [problemWith('TWILIO_WHATSAPP_TEMPLATE', 'is missing: WHATSAPP=on needs it.')] : []),
  ];
  if (problems.length > 0) return { problems };
  return {
    ...(calls && from && { calls: { from } }),
    ...(whatsapp && { whatsapp: { own: { from: own, template } } }),
  };
}

/** A region is reached by an edge, and the host has the names of both. */
function placeProblems(given: Given): ConfigProblem[] {
  const missing = missingPlace(given);
  if (!missing) return [];
  const other = missing === 'TWILIO_EDGE' ? 'TWILIO_REGION' : 'TWILIO_EDGE';
  return [problemWith(missing, `is missing: ${other} needs it.`)];
}
