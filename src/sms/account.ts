import { createTwilioClient } from './client.ts';
import { reduceFailure, type TwilioFailure } from './failure.ts';
import type { TwilioSettings } from './settings.ts';

/** What a look at the account found. `trial` is absent where the credentials may not read the account itself. */
export interface TwilioAccountCheck {
  readonly credentials: 'ok' | 'wrong' | 'unreachable';
  readonly sender: 'ok' | 'notOwned' | 'unknown';
  readonly trial?: boolean;
  /** Why Twilio could not be reached, by the network's name for it, where it has one. */
  readonly network?: string;
}

/** Asks Twilio whether these settings can send. Sends nothing and costs nothing. */
export async function checkTwilioAccount(settings: TwilioSettings): Promise<TwilioAccountCheck> {
  const client = createTwilioClient(settings);
  const found = await lookForSender(client, settings.sender);
  if (found.credentials !== 'ok') return found;
  try {
    const account = await client.api.v2010.accounts(settings.accountSid).fetch();
    return { ...found, trial: account.type === 'Trial' };
  } catch {
    // Standard API keys may send but not read the account: nothing is wrong with them.
    return found;
  }
}

async function lookForSender(
  client: ReturnType<typeof createTwilioClient>,
  sender: TwilioSettings['sender'],
): Promise<TwilioAccountCheck> {
  try {
    if (sender.is !== 'number') {
      const services = sender.is === 'verify' ? client.verify.v2.services : client.messaging.v1.services;
      await services(sender.sid).fetch();
      return { credentials: 'ok', sender: 'ok' };
    }
    // Only phone numbers are listed here, not short codes and sender names.
    const isPhoneNumber = sender.from.startsWith('+');
    const filter = isPhoneNumber ? { phoneNumber: sender.from } : {};
    const numbers = await client.incomingPhoneNumbers.list({ ...filter, limit: 1 });
    if (!isPhoneNumber) return { credentials: 'ok', sender: 'unknown' };
    return { credentials: 'ok', sender: numbers.length > 0 ? 'ok' : 'notOwned' };
  } catch (thrown) {
    return whatFailureSays(reduceFailure(thrown), sender);
  }
}

function whatFailureSays({ status, network }: TwilioFailure, { is }: TwilioSettings['sender']): TwilioAccountCheck {
  if (status === 401) return { credentials: 'wrong', sender: 'unknown' };
  // Forbidden means known: a restricted key, or Twilio's test credentials, may send without reading this.
  if (status === 403) return { credentials: 'ok', sender: 'unknown' };
  if (status === 404) return is === 'number' ? { credentials: 'wrong', sender: 'unknown' } : notOwned;
  return { credentials: 'unreachable', sender: 'unknown', ...(network !== undefined && { network }) };
}

const notOwned: TwilioAccountCheck = { credentials: 'ok', sender: 'notOwned' };
