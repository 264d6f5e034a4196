import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { TwilioWorld } from '../twilio/twilio.ts';
import type { User } from '../world/types.ts';
import type { Phone, Text } from './view.ts';

/** Everybody's phone, then one for each number that was texted without belonging to anybody. */
export function phonesOf(users: readonly User[], twilio: TwilioWorld): Phone[] {
  const owned = users.flatMap((user) => (user.phone === undefined ? [] : [{ ownerId: user.id, number: user.phone }]));
  const known = new Set([...twilio.numbers, ...owned.map((phone) => phone.number)]);
  const texted = twilio.messages.flatMap(({ to, arrivedAt }) =>
    arrivedAt === null || known.has(to) || to.startsWith('whatsapp:') ? [] : [to],
  );
  const phones = [...owned, ...[...new Set(texted)].map((number) => ({ ownerId: null, number }))];
  return phones.map(({ ownerId, number }) => ({
    ownerId,
    number,
    label: readable(number),
    optedOut: twilio.optedOut.has(number),
    texts: textsOf(number, twilio),
  }));
}

function textsOf(number: string, twilio: TwilioWorld): Text[] {
  const texts = twilio.messages.flatMap((sms): Text[] => {
    const { sid: id, body, arrivedAt: at } = sms;
    if (at === null) return [];
    if (sms.from === number) return [{ id, way: 'out', from: readable(number), body, at }];
    return sms.to === number ? [{ id, way: 'in', from: readable(sms.from ?? 'unknown'), body, at }] : [];
  });
  return texts.toSorted((one, other) => one.at - other.at);
}

function readable(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
