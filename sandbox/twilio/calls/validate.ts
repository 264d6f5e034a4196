import { unknownField } from '../answering.ts';
import { countryOf } from '../country.ts';
import type { TwilioWorld } from '../model.ts';
import { type Refusal, refusals } from '../refusals.ts';
import type { CallDraft } from './model.ts';
import { callRefusals } from './refusals.ts';
import { readTwiml } from './twiml.ts';

const known = new Set(['To', 'From', 'Twiml', 'Timeout', 'TimeLimit', 'MachineDetection', 'MachineDetectionTimeout']);
const LONGEST_TWIML = 4_000;

/** Twilio's magic numbers for calls: https://www.twilio.com/docs/iam/test-credentials */
const magicTo: Readonly<Record<string, (to: string) => Refusal>> = {
  '+15005550001': callRefusals.toNotValid,
  '+15005550002': callRefusals.toUnreachable,
  '+15005550003': callRefusals.countryOff,
  '+15005550004': callRefusals.toBlocked,
};

/** Reads the form of a new call as Twilio does: the draft, or the first thing that is wrong with it. */
export function validateCall(world: TwilioWorld, accountSid: string, form: URLSearchParams): CallDraft | Refusal {
  const unknown = unknownField(form, known);
  if (unknown !== undefined) return refusals.notImplemented(`the field ${unknown} of a call`);
  const [to, from, twiml] = ['To', 'From', 'Twiml'].map((field) => form.get(field) ?? '');
  const detection = form.get('MachineDetection') ?? '';
  const timeout = Number(form.get('Timeout') ?? 60);
  const timeLimit = Number(form.get('TimeLimit') ?? 14_400);
  if (!to) return callRefusals.toMissing();
  if (!from) return callRefusals.fromMissing();
  if (!twiml) return callRefusals.nothingToSay();
  if (twiml.length > LONGEST_TWIML) return callRefusals.twimlTooLong();
  if (!isSeconds(timeout, 600)) return callRefusals.timeout();
  if (!isSeconds(timeLimit, 14_400)) return callRefusals.parameter('TimeLimit');
  if (!['', 'Enable', 'DetectMessageEnd'].includes(detection)) return callRefusals.parameter('MachineDetection');
  const draft = { accountSid, product: 'calls', to, from, timeout, timeLimit, ...readTwiml(twiml) } as const;
  return whatCallerLacks(world, from) ?? whyNotTo(world, to) ?? { ...draft, detects: detection !== '' };
}

const isSeconds = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;

function whatCallerLacks({ numbers, faults }: TwilioWorld, from: string): Refusal | undefined {
  if (from === '+15005550001' || !/^\+[1-9]\d{6,14}$/.test(from)) return refusals.fromInvalid(from);
  return numbers.has(from) && !faults.noSender ? undefined : callRefusals.fromNotOwned(from);
}

function whyNotTo({ faults, countriesOff }: TwilioWorld, to: string): Refusal | undefined {
  const magic = magicTo[to];
  if (magic) return magic(to);
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return refusals.toInvalid(to);
  if (countryOf(to) === null) return callRefusals.toNotValid(to);
  if (faults.trial) return callRefusals.trialUnverified(to);
  if ([...countriesOff].some((dialCode) => to.startsWith(dialCode))) return callRefusals.countryOff(to);
  return faults.refusal ? refusals.toOrder(faults.refusal.status, faults.refusal.code) : undefined;
}
