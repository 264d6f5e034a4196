import { checkTwilioAccount, type TwilioAccountCheck } from '../sms/account.ts';
import type { TwilioSettings } from '../sms/client.ts';
import { type Finding, fix, note, ok } from './finding.ts';

/** Asks Twilio whether these settings can send. Sends nothing and costs nothing. */
export async function examineTwilio(settings: TwilioSettings): Promise<Finding[]> {
  return describeAccount(await checkTwilioAccount(settings), settings.sender.is);
}

/** What the look at the account means for the operator. */
export function describeAccount(check: TwilioAccountCheck, sender: TwilioSettings['sender']['is']): Finding[] {
  switch (check.credentials) {
    case 'unreachable':
      return [fix('Twilio did not answer.', 'Check that this machine reaches api.twilio.com, then run this again.')];
    case 'wrong': {
      const todo =
        'Copy the Account SID and the Auth Token (or an API key and its secret) again from console.twilio.com.';
      return [fix('Twilio does not accept the credentials.', todo)];
    }
    case 'ok':
      return [
        ok('Twilio accepts the credentials.'),
        describeSender(check.sender, sender),
        ...describeTrial(check.trial),
      ];
  }
}

function describeSender(found: TwilioAccountCheck['sender'], sender: TwilioSettings['sender']['is']): Finding {
  const variable = sender === 'number' ? 'TWILIO_FROM' : 'TWILIO_MESSAGING_SERVICE_SID';
  switch (found) {
    case 'ok':
      return ok(`${variable} belongs to the account.`);
    case 'notOwned':
      return fix(
        `${variable} does not belong to the account.`,
        `Set ${variable} to one that console.twilio.com lists.`,
      );
    case 'unknown':
      return note(
        `${variable} could not be checked.`,
        'These credentials may not read it; make sure that it can send SMS.',
      );
  }
}

function describeTrial(trial: boolean | undefined): Finding[] {
  if (!trial) return [];
  const todo = 'It texts only numbers that you verify in the console. Upgrade it before members use the bot.';
  return [note('This is a Twilio trial account.', todo)];
}
