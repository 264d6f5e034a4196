import { describe, expect, it, onTestFinished } from 'vitest';
import { describeArrival } from '../../src/doctor/arrival.ts';
import { formatFindings } from '../../src/doctor/finding.ts';
import { createTwilioClient } from '../../src/sms/client.ts';
import { kindOf, type Registration, registrationOf, type SenderKind } from '../../src/sms/sender-kind.ts';
import { http, serveBytes } from '../sms/wire.ts';

const from = (number: string) => ({ is: 'number', from: number }) as const;
const service = { is: 'service', sid: `MG${'2'.repeat(32)}` } as const;

it.each<[string, SenderKind]>([
  ['+14155550100', 'local'],
  ['+18885550100', 'tollFree'],
  ['+18005550100', 'tollFree'],
  ['+447700900123', 'abroad'],
  ['22395', 'shortCode'],
  ['Latchkey', 'name'],
  ['A-1', 'name'],
])('%s is of the kind %s', (number, kind) => {
  expect(kindOf(from(number))).toBe(kind);
});

describe('whether a text can arrive', () => {
  const said = (sender: Parameters<typeof kindOf>[0], registration?: Registration, countries: string[] = []) =>
    formatFindings(describeArrival(sender, registration, countries));

  it.each([
    ['+14155550100', /^fix .*30034.*\n.*make-verify-service/],
    ['+18885550100', /^fix .*30032.*\n.*make-verify-service/],
  ])('of %s, which is not registered: not in the United States', (number, text) => {
    expect(said(from(number), 'missing')).toMatch(text);
    expect(said(from(number), 'pending')).toMatch(/^note .*under review/);
    expect(said(from(number), 'done')).toBe('ok    The sender is registered for the United States.\n');
    expect(said(from(number), 'unknown')).toMatch(/^note .*could not read/);
  });

  it('is not asked where nobody there may verify', () => {
    expect(describeArrival(from('+14155550100'), 'missing', ['DE'])).toEqual([]);
    expect(describeArrival(from('+18885550100'), 'missing', ['DE'])).toEqual([]);
    expect(said(from('+18885550100'), 'missing', ['CA'])).toMatch(/^fix/);
  });

  it('of a service without a campaign depends on its numbers', () => {
    expect(said(service, 'missing')).toMatch(/^note .*30034/);
    expect(said(service, 'missing', ['US'])).toMatch(/^fix .*30034/);
  });

  it('of a name: not in the United States, and nobody can reply STOP', () => {
    expect(said(from('Latchkey'))).toMatch(/21612[\s\S]*STOP/);
    expect(said(from('Latchkey'), undefined, ['DE'])).not.toContain('21612');
  });

  it('of Verify: everywhere', () => {
    expect(describeArrival({ is: 'verify', sid: 'VA1' }, undefined, [])).toEqual([]);
  });
});

describe('the registration of a sender is read from Twilio', () => {
  const meta = (key: string) => ({ meta: { key, page: 0, page_size: 50, first_page_url: '', url: '' } });

  /** A client before a Twilio that answers by path. */
  async function clientBefore(answers: Readonly<Record<string, object>>) {
    const server = await serveBytes((socket, request) => {
      const path = request.split(' ')[1]?.split('?')[0] ?? '';
      const body = answers[path];
      const missing = { code: 20404, status: 404, message: 'Not found' };
      socket.write(http(body ? 200 : 404, JSON.stringify(body ?? missing)));
    });
    onTestFinished(server.close);
    const auth = { is: 'token', token: 'a-plainly-fictional-token' } as const;
    const accountSid = `AC${'1'.repeat(32)}`;
    return createTwilioClient({ accountSid, auth, sender: service, apiUrl: server.url, timeout: 2000 });
  }

  const campaigns = (...statuses: string[]) => ({
    [`/v1/Services/${service.sid}/Compliance/Usa2p`]: {
      compliance: statuses.map((campaign_status) => ({ campaign_status })),
      ...meta('compliance'),
    },
  });
  const numbersOfService = {
    '/v1/Services': { services: [{ sid: service.sid }], ...meta('services') },
    [`/v1/Services/${service.sid}/PhoneNumbers`]: {
      phone_numbers: [{ phone_number: '+14155550100' }],
      ...meta('phone_numbers'),
    },
  };
  const tollFreeNumber = {
    [`/2010-04-01/Accounts/AC${'1'.repeat(32)}/IncomingPhoneNumbers.json`]: {
      incoming_phone_numbers: [{ sid: `PN${'3'.repeat(32)}`, phone_number: '+18885550100' }],
      page: 0,
      page_size: 50,
    },
  };
  const tollFreeVerification = (...statuses: string[]) => ({
    '/v1/Tollfree/Verifications': { verifications: statuses.map((status) => ({ status })), ...meta('verifications') },
  });

  it.each([
    ['VERIFIED', 'done'],
    ['IN_PROGRESS', 'pending'],
    ['FAILED', 'missing'],
  ])('a campaign that is %s: %s', async (status, registration) => {
    const client = await clientBefore({ ...campaigns(status), ...numbersOfService });
    expect(await registrationOf(client, service)).toBe(registration);
    expect(await registrationOf(client, from('+14155550100'))).toBe(registration);
  });

  it('no campaign, or a number in no service: missing', async () => {
    const client = await clientBefore({ ...campaigns(), ...numbersOfService });
    expect(await registrationOf(client, service)).toBe('missing');
    expect(await registrationOf(client, from('+14155550199'))).toBe('missing');
  });

  it.each([
    ['TWILIO_APPROVED', 'done'],
    ['IN_REVIEW', 'pending'],
    ['TWILIO_REJECTED', 'missing'],
  ])('a toll-free verification that is %s: %s', async (status, registration) => {
    const client = await clientBefore({ ...tollFreeNumber, ...tollFreeVerification(status) });
    expect(await registrationOf(client, from('+18885550100'))).toBe(registration);
  });

  it('what the credentials may not read: unknown', async () => {
    const client = await clientBefore({});
    expect(await registrationOf(client, service)).toBe('unknown');
    expect(await registrationOf(client, from('+14155550100'))).toBe('unknown');
  });

  it('nothing for what needs none', async () => {
    const client = await clientBefore({});
    for (const sender of [
      from('Latchkey'),
      from('22395'),
      from('+447700900123'),
      { is: 'verify', sid: 'VA1' } as const,
    ])
      expect(await registrationOf(client, sender)).toBeUndefined();
  });
});
