import { isRefusal, unknownField } from '../answering.ts';
import type { Draft, TwilioWorld } from '../model.ts';
import { type Refusal, refusals } from '../refusals.ts';
import { phoneNumber, takesReplies, whatSenderLacks } from './senders.ts';
import { isWhatsapp, numberOf, readTemplate, whatWhatsappLacks } from './whatsapp.ts';

/** Twilio's magic numbers, which always answer the same: https://www.twilio.com/docs/iam/test-credentials */
const magicTo: Record<string, (to: string, from: string) => Refusal> = {
  '+15005550001': refusals.toInvalid,
  '+15005550002': refusals.noRoute,
  '+15005550003': refusals.countryOff,
  '+15005550004': refusals.optedOut,
  '+15005550009': refusals.toNotMobile,
};

const known = new Set([
  'To',
  'From',
  'MessagingServiceSid',
  'Body',
  'ValidityPeriod',
  'ContentSid',
  'ContentVariables',
]);
/** Outside of 24 hours after the phone has written itself, only a template goes by WhatsApp. */
const NEEDS_TEMPLATE = 63_016;

/** Reads the form of a new message as Twilio does: the draft, or the first thing that is wrong with it. */
export function validateMessage(world: TwilioWorld, accountSid: string, form: URLSearchParams): Draft | Refusal {
  const unknown = unknownField(form, known);
  if (unknown !== undefined) return refusals.notImplemented(`the field ${unknown} of a message`);
  const to = plain(form.get('To') ?? '');
  const from = senderOf(form.get('From') ?? '');
  const serviceSid = form.get('MessagingServiceSid') || null;
  const content = contentOf(world, to, form);
  if (isRefusal(content)) return content;
  const validityPeriod = Number(form.get('ValidityPeriod') ?? 36_000);
  const draft = { accountSid, product: 'messages' as const, to, from, serviceSid, validityPeriod, ...content };
  return whatIsMissing(draft) ?? whyNotBetween(world, draft) ?? whyNotTo(world, draft) ?? whyNotNow(world) ?? draft;
}

/** The text of a message, given or by its template. */
function contentOf(world: TwilioWorld, to: string, form: URLSearchParams): Pick<Draft, 'body' | 'fails'> | Refusal {
  const body = form.get('Body') ?? '';
  const contentSid = form.get('ContentSid');
  if (!isWhatsapp(to)) return contentSid === null ? { body } : refusals.notImplemented('a template of an SMS');
  if (contentSid === null) return body === '' ? { body } : { body, fails: NEEDS_TEMPLATE };
  return readTemplate(world, contentSid, form.get('ContentVariables') ?? '');
}

function whyNotBetween(world: TwilioWorld, draft: Draft): Refusal | undefined {
  const overWhatsapp = isWhatsapp(draft.to) || isWhatsapp(draft.from);
  return overWhatsapp ? whatWhatsappLacks(world, draft) : whatSenderLacks(world, draft);
}

/** A number without what people write between its digits, and a name as it is. */
function senderOf(sender: string): string | null {
  return (/[A-Za-z]/.test(sender.replace('whatsapp:', '')) ? sender : plain(sender)) || null;
}

function plain(number: string): string {
  return number.replaceAll(/[\s().-]/g, '');
}

function whatIsMissing({ to, from, serviceSid, body, validityPeriod }: Draft): Refusal | undefined {
  if (to === '') return refusals.toMissing();
  if (from === null && serviceSid === null) return refusals.fromMissing();
  if (body === '') return refusals.bodyMissing();
  if (body.length > 1600) return refusals.bodyTooLong();
  if (!Number.isInteger(validityPeriod)) return refusals.validityNotInteger();
  if (validityPeriod < 1 || validityPeriod > 36_000) return refusals.validityRange();
  return undefined;
}

/** What the account as a whole refuses. */
function whyNotNow({ faults: { refusal, dailyCap }, sentToday }: TwilioWorld): Refusal | undefined {
  if (refusal) return refusals.toOrder(refusal.status, refusal.code);
  return dailyCap !== null && sentToday() >= dailyCap ? refusals.dailyCapReached(dailyCap) : undefined;
}

function whyNotTo(world: TwilioWorld, { to, from }: Draft): Refusal | undefined {
  const magic = magicTo[to];
  if (magic) return magic(to, from ?? 'the Messaging Service');
  const number = numberOf(to);
  if (!phoneNumber.test(number)) return refusals.toInvalid(to);
  if (world.faults.trial) return refusals.trialUnverified(to);
  if ([...world.countriesOff].some((dialCode) => number.startsWith(dialCode))) return refusals.countryOff(to);
  return world.optedOut.has(to) && takesReplies(from) ? refusals.optedOut(to) : undefined;
}
