import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Call, TwilioWorld } from '../twilio/twilio.ts';
import type { User } from '../world/types.ts';
import type { Phone, PhoneCall, Text } from './view.ts';

const WHATSAPP = 'whatsapp:';

/** Everybody's phone, then one for each number that was texted or called without belonging to anybody. */
export function phonesOf(users: readonly User[], twilio: TwilioWorld): Phone[] {
  const owned = users.flatMap((user) => (user.phone === undefined ? [] : [{ ownerId: user.id, number: user.phone }]));
  const known = new Set([...twilio.numbers, ...owned.map((phone) => phone.number)]);
  const texted = twilio.messages.flatMap(({ to, arrivedAt }) => (arrivedAt === null ? [] : [to.replace(WHATSAPP, '')]));
  const called = twilio.calls.all().flatMap((call) => (call.rang ? [call.to] : []));
  const strange = [...new Set([...texted, ...called])].filter((number) => !known.has(number));
  const phones = [...owned, ...strange.map((number) => ({ ownerId: null, number }))];
  return phones.map(({ ownerId, number }) => ({
    ownerId,
    number,
    label: readable(number),
    optedOut: twilio.optedOut.has(number),
    texts: textsOf(number, twilio),
    chats: textsOf(`${WHATSAPP}${number}`, twilio),
    call: callTo(number, twilio),
  }));
}

function textsOf(address: string, twilio: TwilioWorld): Text[] {
  const texts = twilio.messages.flatMap((sms): Text[] => {
    const { sid: id, body, arrivedAt: at } = sms;
    if (at === null) return [];
    if (sms.from === address) return [{ id, way: 'out', from: readable(address), body, at }];
    return sms.to === address ? [{ id, way: 'in', from: readable(sms.from ?? 'unknown'), body, at }] : [];
  });
  return texts.toSorted((one, other) => one.at - other.at);
}

function callTo(number: string, { calls }: TwilioWorld): PhoneCall | null {
  const call = calls.all().findLast((each) => each.to === number && each.rang);
  if (!call) return null;
  const isWithMachine = call.answeredBy === 'machine';
  return {
    id: call.sid,
    from: readable(call.from),
    is: standingOf(call),
    answeredAt: isWithMachine ? null : call.startedAt,
    endedAt: call.endedAt,
    // What a machine was told stays in the machine.
    said: isWithMachine ? [] : call.said.map(({ text }) => text),
    awaitsKey: call.awaitsKey && !isWithMachine,
    keys: call.keys,
  };
}

function standingOf({ status, answeredBy }: Call): PhoneCall['is'] {
  if (answeredBy === 'machine') return 'voicemail';
  if (status === 'ringing') return 'ringing';
  if (status === 'in-progress') return 'talking';
  return status === 'no-answer' || status === 'canceled' ? 'missed' : 'over';
}

function readable(address: string): string {
  const number = address.replace(WHATSAPP, '');
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
