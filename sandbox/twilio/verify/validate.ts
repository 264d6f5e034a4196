import { unknownField } from '../answering.ts';
import { countryOf } from '../country.ts';
import type { TwilioWorld } from '../model.ts';
import { type Refusal, refusals } from '../refusals.ts';
import { channels, type SendDraft, type ServiceSettings, type VerifyService } from './model.ts';
import { verifyRefusals } from './refusals.ts';
import { localeOf, locales } from './words.ts';

const MOST_SENDS = 5;
const sendFields = new Set(['To', 'Channel', 'CustomCode', 'Locale', 'RiskCheck']);

/** Reads the form of a new verification: what is to be sent, or the first thing that is wrong with it. */
export function validateSend(world: TwilioWorld, service: VerifyService, form: URLSearchParams): SendDraft | Refusal {
  const unknown = unknownField(form, sendFields);
  if (unknown !== undefined) return refusals.notImplemented(`the field ${unknown} of a verification`);
  const to = form.get('To') ?? '';
  const asked = form.get('Channel') ?? '';
  const customCode = form.get('CustomCode');
  const locale = form.get('Locale') ?? localeOf(countryOf(to));
  const channel = channels.find((each) => each === asked);
  if (!/^\+[1-9]\d{6,14}$/.test(to) || countryOf(to) === null) return verifyRefusals.parameter('To', to);
  if (!channel) return verifyRefusals.parameter('Channel', asked);
  if (!locales.has(locale)) return verifyRefusals.parameter('Locale', locale);
  if (!['enable', 'disable', null].includes(form.get('RiskCheck')))
    return verifyRefusals.parameter('RiskCheck', form.get('RiskCheck') ?? '');
  const draft = { service, to, channel, customCode, locale };
  return whatCodeLacks(draft) ?? whyNotOver(world, draft) ?? whyNotTo(world, draft) ?? draft;
}

function whatCodeLacks({ service, customCode }: SendDraft): Refusal | undefined {
  if (customCode === null) return undefined;
  if (!service.customCodeEnabled) return verifyRefusals.noCustomCode();
  return /^[0-9A-Za-z]{4,10}$/.test(customCode) ? undefined : verifyRefusals.parameter('CustomCode', customCode);
}

function whyNotOver({ verify }: TwilioWorld, { service, channel }: SendDraft): Refusal | undefined {
  if (verify.channelsOff.has(channel)) return verifyRefusals.channelOff(channel);
  const hasSender = service.whatsappFrom !== null && service.whatsappServiceSid !== null;
  return channel === 'whatsapp' && !hasSender ? verifyRefusals.noWhatsappSender() : undefined;
}

function whyNotTo(world: TwilioWorld, { service, to, channel }: SendDraft): Refusal | undefined {
  const { faults, countriesOff, verify } = world;
  if (faults.refusal) return refusals.toOrder(faults.refusal.status, faults.refusal.code);
  if (faults.trial) return refusals.trialUnverified(to);
  if (to.startsWith('+86')) return verifyRefusals.needsVetting();
  if ([...countriesOff].some((dialCode) => to.startsWith(dialCode))) return verifyRefusals.countryOff(to);
  const knowsLines = service.lookupEnabled && service.skipSmsToLandlines;
  if (channel === 'sms' && faults.landline && knowsLines) return verifyRefusals.landline(to);
  const pending = verify.pending(service.sid, to);
  const sends = verify.attempts().filter(({ verificationSid }) => verificationSid === pending?.sid).length;
  return sends >= MOST_SENDS ? verifyRefusals.tooManySends() : undefined;
}

type Reader = (value: string) => Partial<ServiceSettings> | undefined;

const flag =
  (name: keyof ServiceSettings): Reader =>
  (value) =>
    /^(true|false)$/i.test(value) ? { [name]: value.toLowerCase() === 'true' } : undefined;

/** The fields of a service: each reads its value, or does not take it. */
const serviceFields: Readonly<Record<string, Reader>> = {
  FriendlyName: (value) => (isName(value) ? { friendlyName: value } : undefined),
  CodeLength: (value) => (/^([4-9]|10)$/.test(value) ? { codeLength: Number(value) } : undefined),
  LookupEnabled: flag('lookupEnabled'),
  SkipSmsToLandlines: flag('skipSmsToLandlines'),
  DtmfInputRequired: flag('dtmfInputRequired'),
  DoNotShareWarningEnabled: flag('doNotShareWarningEnabled'),
  CustomCodeEnabled: flag('customCodeEnabled'),
  'Whatsapp.From': (value) => (/^(whatsapp:)?\+\d{7,15}$/.test(value) ? { whatsappFrom: value } : undefined),
  'Whatsapp.MsgServiceSid': (value) => (/^MG[0-9a-f]{32}$/i.test(value) ? { whatsappServiceSid: value } : undefined),
};

/**
 * What the API's reference says of `friendly_name`, which is stricter than what it says of the field: 30 characters, letters, numbers,
 * spaces, dashes and underscores, and no more than four digits in all.
 */
function isName(value: string): boolean {
  return (
    /^[\p{L}\p{M}\p{N} _-]{1,30}$/u.test(value) && value.trim() !== '' && (value.match(/\p{N}/gu)?.length ?? 0) <= 4
  );
}

/** Reads the form of a service, new or known: what to set, or the first thing that is wrong with it. */
export function validateService(form: URLSearchParams, known?: VerifyService): Partial<ServiceSettings> | Refusal {
  let settings: Partial<ServiceSettings> = {};
  for (const [field, value] of form) {
    const read = serviceFields[field];
    if (!read) return refusals.notImplemented(`the field ${field} of a Verify service`);
    const setting = read(value);
    if (!setting) return verifyRefusals.parameter(field, value);
    settings = { ...settings, ...setting };
  }
  if (!known && settings.friendlyName === undefined) return verifyRefusals.parameter('FriendlyName', '');
  const all = { ...known, ...settings };
  if (all.skipSmsToLandlines && !all.lookupEnabled) return verifyRefusals.parameter('SkipSmsToLandlines', 'true');
  return settings;
}
