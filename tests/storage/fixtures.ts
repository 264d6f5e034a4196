import type { Who } from '../../src/base/member-ref.ts';
import type { HeldPhone } from '../../src/gate/ports.ts';
import type { Sent } from '../../src/otp/challenge-state.ts';
import { type E164, isE164 } from '../../src/otp/number/phone.ts';

export const secretKey = Buffer.alloc(32, 'a key for tests');

export const mia: Who = { serverId: '100000000000000001', memberId: '200000000000000001' };
export const noor: Who = { serverId: mia.serverId, memberId: '200000000000000002' };

export const phone: HeldPhone = { phoneKey: `v1:${'5a'.repeat(32)}`, country: 'US', lastDigits: '23' };
export const otherPhone: HeldPhone = { phoneKey: `v1:${'6b'.repeat(32)}`, country: 'GB', lastDigits: '45' };

/** A challenge as it is after Send OTP; `marks` replace what a test looks for. */
export function sentChallenge(marks: Partial<Sent> = {}): Sent {
  return {
    is: 'sent',
    id: 'challenge-1',
    phone: e164('+14155550123'),
    country: 'US',
    sends: 1,
    waitBefore: 0,
    hurried: false,
    round: { id: 'round-1', wrong: 0 },
    earlier: [],
    channel: 'sms',
    digest: 'ab'.repeat(32),
    sentAt: 1_700_000_000_000,
    expiresAt: 1_700_000_300_000,
    delivery: { is: 'underway' },
    ...marks,
  };
}

/** A number that is written as E.164 already. */
export function e164(text: string): E164 {
  if (!isE164(text)) throw new TypeError('Not an E.164 number.');
  return text;
}
