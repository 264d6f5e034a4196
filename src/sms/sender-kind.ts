import type Twilio from 'twilio/lib/rest/Twilio.js';
import type { TwilioSender } from './settings.ts';

/** What codes are sent from, as far as it decides where they arrive. `local`: an ordinary number of the US or Canada. */
export type SenderKind = 'verify' | 'service' | 'local' | 'tollFree' | 'abroad' | 'shortCode' | 'name';

/** Area codes of +1 whose calls cost the caller nothing. */
const tollFree = /^\+18(?:00|33|44|55|66|77|88)/;

export function kindOf(sender: TwilioSender): SenderKind {
  if (sender.is !== 'number') return sender.is;
  const { from } = sender;
  if (/^\d+$/.test(from)) return 'shortCode';
  if (!/^\+\d+$/.test(from)) return 'name';
  if (tollFree.test(from)) return 'tollFree';
  return from.startsWith('+1') ? 'local' : 'abroad';
}

/** Whether a sender may text the United States: registered there, on its way to it, not at all, or more than these credentials can tell. */
export type Registration = 'done' | 'pending' | 'missing' | 'unknown';

/** How many Messaging Services are looked through for a number. */
const MOST_SERVICES = 20;

/**
 * Asks Twilio whether a sender is registered for the United States: a local number or a service by its A2P 10DLC campaign, a toll-free number by
 * its own verification. Undefined for one that needs none.
 */
export async function registrationOf(client: Twilio, sender: TwilioSender): Promise<Registration | undefined> {
  try {
    switch (kindOf(sender)) {
      case 'tollFree':
        return await tollFreeRegistration(client, sender);
      case 'local':
        return await campaignOfNumber(client, sender);
      case 'service':
        return sender.is === 'service' ? await campaignOfService(client, sender.sid) : undefined;
      default:
        return undefined;
    }
  } catch {
    // They may send without reading this.
    return 'unknown';
  }
}

async function tollFreeRegistration(client: Twilio, sender: TwilioSender): Promise<Registration> {
  const phoneNumber = sender.is === 'number' ? sender.from : '';
  const [number] = await client.incomingPhoneNumbers.list({ phoneNumber, limit: 1 });
  if (!number) return 'unknown';
  const asked = { tollfreePhoneNumberSid: number.sid, limit: 1 };
  const [verification] = await client.messaging.v1.tollfreeVerifications.list(asked);
  return stageOf(verification?.status, 'TWILIO_APPROVED', 'TWILIO_REJECTED');
}

async function campaignOfNumber(client: Twilio, sender: TwilioSender): Promise<Registration> {
  const from = sender.is === 'number' ? sender.from : '';
  for (const { sid } of await client.messaging.v1.services.list({ limit: MOST_SERVICES })) {
    const numbers = await client.messaging.v1.services(sid).phoneNumbers.list({ limit: 1000 });
    if (numbers.some(({ phoneNumber }) => phoneNumber === from)) return campaignOfService(client, sid);
  }
  return 'missing';
}

async function campaignOfService(client: Twilio, sid: string): Promise<Registration> {
  const [campaign] = await client.messaging.v1.services(sid).usAppToPerson.list({ limit: 1 });
  return stageOf(campaign?.campaignStatus, 'VERIFIED', 'FAILED');
}

function stageOf(status: string | undefined, done: string, refused: string): Registration {
  if (status === undefined || status === refused) return 'missing';
  return status === done ? 'done' : 'pending';
}
