import { countryOf } from '../country.ts';
import type { Draft, TwilioWorld } from '../model.ts';
import { type Refusal, refusals } from '../refusals.ts';

export const phoneNumber = /^\+[1-9]\d{6,14}$/;
const shortCode = /^\d{3,8}$/;
/** A name as the sender: https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id */
const name = /^(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}$/;

/** Countries whose networks show no name as the sender of a text. Canada and the United States are what most senders meet. */
const withoutNames = new Set(['US', 'CA', 'PR', 'MX', 'BR', 'AR', 'CN', 'KR', 'ZA', 'MY', 'NZ']);
/** The country that this account's short codes are of. */
const SHORT_CODE_COUNTRY = 'US';

/** Twilio's magic numbers, which always answer the same: https://www.twilio.com/docs/iam/test-credentials */
const magicFrom: Record<string, (from: string) => Refusal> = {
  '+15005550001': refusals.fromInvalid,
  '+15005550007': refusals.fromNotOwned,
  '+15005550008': refusals.fromQueueFull,
};

/** What is wrong with whom a text is from: a number, a short code, a name or a Messaging Service. */
export function whatSenderLacks(world: TwilioWorld, { to, from, serviceSid }: Draft): Refusal | undefined {
  const isBare = world.faults.noSender || world.numbers.size === 0;
  if (serviceSid !== null) return whatServiceLacks(world, serviceSid, isBare);
  const sender = from ?? '';
  const magic = magicFrom[sender];
  if (magic) return magic(sender);
  const isNumeric = phoneNumber.test(sender) || shortCode.test(sender);
  if (!isNumeric && !name.test(sender)) return refusals.fromInvalid(sender);
  const isOwn = world.numbers.has(sender) || world.shortCodes.has(sender);
  if (isNumeric && (isBare || !isOwn)) return refusals.fromNotOwned(sender);
  return reaches(sender, countryOf(to)) ? undefined : refusals.noRoute(to, sender);
}

function whatServiceLacks(world: TwilioWorld, sid: string, isBare: boolean): Refusal | undefined {
  if (!ownsService(world, sid)) return refusals.serviceUnknown(sid);
  return isBare ? refusals.serviceEmpty(sid) : undefined;
}

/** Whether a text from this sender has a way into a country. */
function reaches(sender: string, country: string | null): boolean {
  if (phoneNumber.test(sender)) return true;
  return shortCode.test(sender) ? country === SHORT_CODE_COUNTRY : !withoutNames.has(country ?? '');
}

/** A phone that replied STOP did so to a number. To a name nothing can be replied. */
export const takesReplies = (sender: string | null): boolean => sender === null || !name.test(sender);

/** Whether the account has this Messaging Service. */
export function ownsService(world: TwilioWorld, sid: string): boolean {
  return /^MG[0-9a-f]{32}$/i.test(sid) && (world.services?.has(sid) ?? true);
}
