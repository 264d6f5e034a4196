import type Twilio from 'twilio/lib/rest/Twilio.js';
import { createTwilioClient } from './client.ts';
import { reduceFailure, type TwilioFailure } from './failure.ts';
import { type Registration, registrationOf } from './sender-kind.ts';
import type { TwilioSettings } from './settings.ts';
import { type VerifyService, verifyServiceOf } from './verify-service.ts';

/** What a look at the account found. `trial` is absent where the credentials may not read the account itself. */
export interface TwilioAccountCheck {
  readonly credentials: 'ok' | 'wrong' | 'unreachable';
  readonly sender: 'ok' | 'notOwned' | 'unknown';
  readonly trial?: boolean;
  /** The service that codes go out by, where that is Verify's. */
  readonly verify?: VerifyService;
  /** Whether the sender may text the United States, where it has to be registered for that. */
  readonly registration?: Registration;
  /** Why Twilio could not be reached, by the network's name for it, where it has one. */
  readonly network?: string;
}

/** Asks Twilio whether these settings can send. Sends nothing and costs nothing. */
export async function checkTwilioAccount(settings: TwilioSettings): Promise<TwilioAccountCheck> {
  const client = createTwilioClient(settings);
  const found = await lookForSender(client, settings.sender);
  if (found.credentials !== 'ok' || found.sender === 'notOwned') return found;
  const [trial, registration] = await Promise.all([isTrial(client, settings), registrationOf(client, settings.sender)]);
  return { ...found, ...(trial !== undefined && { trial }), ...(registration && { registration }) };
}

async function isTrial(client: Twilio, { accountSid }: TwilioSettings): Promise<boolean | undefined> {
  try {
    return (await client.api.v2010.accounts(accountSid).fetch()).type === 'Trial';
  } catch {
    // Standard API keys may send but not read the account: nothing is wrong with them.
    return undefined;
  }
}

async function lookForSender(client: Twilio, sender: TwilioSettings['sender']): Promise<TwilioAccountCheck> {
  try {
    if (sender.is === 'verify') {
      const service = await client.verify.v2.services(sender.sid).fetch();
      return { credentials: 'ok', sender: 'ok', verify: verifyServiceOf(service) };
    }
    if (sender.is === 'service') {
      await client.messaging.v1.services(sender.sid).fetch();
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
