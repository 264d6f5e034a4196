import type { Draft, TwilioWorld } from '../model.ts';
import { type Refusal, refusals } from '../refusals.ts';

const phoneNumber = /^\+[1-9]\d{6,14}$/;

/** Twilio's magic numbers, which always answer the same: https://www.twilio.com/docs/iam/test-credentials */
const magicFrom: Record<string, (from: string) => Refusal> = {
  '+15005550001': refusals.fromInvalid,
  '+15005550007': refusals.fromNotOwned,
  '+15005550008': refusals.fromQueueFull,
};
const magicTo: Record<string, (to: string, from: string) => Refusal> = {
  '+15005550001': refusals.toInvalid,
  '+15005550002': refusals.noRoute,
  '+15005550003': refusals.countryOff,
  '+15005550004': refusals.optedOut,
  '+15005550009': refusals.toNotMobile,
};

const known = new Set(['To', 'From', 'MessagingServiceSid', 'Body', 'ValidityPeriod']);

/** Reads the form of a new message as Twilio does: the draft, or the first thing that is wrong with it. */
export function validateMessage(world: TwilioWorld, accountSid: string, form: URLSearchParams): Draft | Refusal {
  const unknown = [...form.keys()].find((field) => !known.has(field));
  if (unknown !== undefined) return refusals.notImplemented(`the field ${unknown} of a message`);
  const to = plain(form.get('To') ?? '');
  const from = plain(form.get('From') ?? '') || null;
  const serviceSid = form.get('MessagingServiceSid') || null;
  const body = form.get('Body') ?? '';
  const validityPeriod = Number(form.get('ValidityPeriod') ?? 36_000);
  const draft = { accountSid, product: 'messages' as const, to, from, serviceSid, body, validityPeriod };
  return whatIsMissing(draft) ?? whatSenderLacks(world, draft) ?? whyNotTo(world, draft) ?? whyNotNow(world) ?? draft;
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

function whatSenderLacks(world: TwilioWorld, { from, serviceSid }: Draft): Refusal | undefined {
  const isBare = world.faults.noSender || world.numbers.size === 0;
  if (serviceSid !== null) {
    if (!ownsService(world, serviceSid)) return refusals.serviceUnknown(serviceSid);
    return isBare ? refusals.serviceEmpty(serviceSid) : undefined;
  }
  const number = from ?? '';
  const magic = magicFrom[number];
  if (magic) return magic(number);
  if (!phoneNumber.test(number)) return refusals.fromInvalid(number);
  return world.numbers.has(number) && !isBare ? undefined : refusals.fromNotOwned(number);
}

/** Whether the account has this Messaging Service. */
export function ownsService(world: TwilioWorld, sid: string): boolean {
  return /^MG[0-9a-f]{32}$/i.test(sid) && (world.services?.has(sid) ?? true);
}

/** What the account as a whole refuses. */
function whyNotNow({ faults: { refusal, dailyCap }, sentToday }: TwilioWorld): Refusal | undefined {
  if (refusal) return refusals.toOrder(refusal.status, refusal.code);
  return dailyCap !== null && sentToday() >= dailyCap ? refusals.dailyCapReached(dailyCap) : undefined;
}

function whyNotTo(world: TwilioWorld, { to, from }: Draft): Refusal | undefined {
  const magic = magicTo[to];
  if (magic) return magic(to, from ?? 'the Messaging Service');
  if (!phoneNumber.test(to)) return refusals.toInvalid(to);
  if (world.faults.trial) return refusals.trialUnverified(to);
  if ([...world.countriesOff].some((dialCode) => to.startsWith(dialCode))) return refusals.countryOff(to);
  return world.optedOut.has(to) ? refusals.optedOut(to) : undefined;
}
