import { proxyTo } from '../network/proxies.ts';
import { checkTwilioAccount, type TwilioAccountCheck } from '../sms/account.ts';
import { twilioHost } from '../sms/client.ts';
import type { TwilioSettings } from '../sms/settings.ts';
import { describeArrival } from './arrival.ts';
import { type Finding, fix, note, ok } from './finding.ts';
import { describeVerifyService } from './verify-service.ts';

/** Asks Twilio whether these settings can send. Sends nothing and costs nothing. */
export async function examineTwilio(settings: TwilioSettings, countries: readonly string[] = []): Promise<Finding[]> {
  return describeAccount(await checkTwilioAccount(settings), settings, countries);
}

/** What lies between here and Twilio. */
type Way = Pick<TwilioSettings, 'apiUrl' | 'place' | 'proxies'>;

/** Names of what TLS refuses a certificate for. */
const untrusted = /^(CERT_|SELF_SIGNED_|UNABLE_|DEPTH_ZERO_|ERR_TLS_|HOSTNAME_)/;

function describeNetwork(network: string | undefined, way: Way): Finding {
  const { hostname } = twilioHost(way);
  const says = 'Twilio did not answer.';
  const cause = network === undefined ? '' : ` (${network})`;
  if (network !== undefined && untrusted.test(network)) {
    const todo =
      "If a proxy here has its own certificate, set NODE_EXTRA_CA_CERTS to its authority's file in the environment.";
    return fix(`The certificate of ${hostname} is not trusted (${network}).`, todo);
  }
  if (way.proxies && proxyTo(twilioHost(way), way.proxies) !== undefined) {
    return fix(
      says,
      `Check HTTPS_PROXY, and that the proxy lets this machine reach ${hostname}${cause}; then run this again.`,
    );
  }
  const host = way.place ? ' and that TWILIO_REGION and TWILIO_EDGE are names that Twilio has' : '';
  return fix(says, `Check that this machine reaches ${hostname}${host}${cause}, then run this again.`);
}

/** What the look at the account means for the operator. */
export function describeAccount(
  check: TwilioAccountCheck,
  settings: Pick<TwilioSettings, 'sender' | 'calls' | 'whatsapp'> & Way,
  countries: readonly string[] = [],
): Finding[] {
  const { sender } = settings;
  switch (check.credentials) {
    case 'unreachable':
      return [describeNetwork(check.network, settings)];
    case 'wrong': {
      const todo = settings.place
        ? `Copy the Account SID and the Auth Token (or an API key and its secret) of the region ${settings.place.region} from console.twilio.com: each region has its own.`
        : 'Copy the Account SID and the Auth Token (or an API key and its secret) again from console.twilio.com.';
      return [fix('Twilio does not accept the credentials.', todo)];
    }
    case 'ok':
      return [
        ok('Twilio accepts the credentials.'),
        ...describeSender(check, settings),
        ...describeArrival(sender, check.registration, countries),
        ...describeTrial(check.trial),
      ];
  }
}

const variableOf = {
  number: 'TWILIO_FROM',
  service: 'TWILIO_MESSAGING_SERVICE_SID',
  verify: 'TWILIO_VERIFY_SERVICE_SID',
} as const;

function describeSender(
  { sender: found, verify }: TwilioAccountCheck,
  settings: Pick<TwilioSettings, 'sender' | 'calls' | 'whatsapp'>,
): Finding[] {
  const variable = variableOf[settings.sender.is];
  switch (found) {
    case 'ok':
      return [ok(`${variable} belongs to the account.`), ...(verify ? describeVerifyService(verify, settings) : [])];
    case 'notOwned':
      return [
        fix(`${variable} does not belong to the account.`, `Set ${variable} to one that console.twilio.com lists.`),
      ];
    case 'unknown':
      return [
        note(`${variable} could not be checked.`, 'These credentials may not read it; make sure that it can send SMS.'),
      ];
  }
}

function describeTrial(trial: boolean | undefined): Finding[] {
  if (!trial) return [];
  const todo = 'It texts only numbers that you verify in the console. Upgrade it before members use the bot.';
  return [note('This is a Twilio trial account.', todo)];
}
