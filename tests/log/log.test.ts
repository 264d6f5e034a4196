import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Canaries, noCanaries } from '../support/canaries.ts';
import { captureLogs } from '../support/logs.ts';

const token = 'canary-token-value.with.dots';
const canaries: Canaries = { token, code: '839201', number: '+14155550123', password: 'canary-password' };

/** As Twilio's client throws it on a time-out: the request, code and login included. */
class VendorError extends Error {
  readonly code = 'ECONNABORTED';
  readonly status = 0;
  readonly config = { headers: { Authorization: `Basic ${token}` }, data: 'Body=839201&To=%2B14155550123' };
}

describe('the log', () => {
  it('writes JSON lines with what was given', () => {
    const { logger, lines } = captureLogs();
    logger.info({ server: '100200300400500600', outcome: 'sent' }, 'a code was sent');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      server: '100200300400500600',
      outcome: 'sent',
      msg: 'a code was sent',
    });
  });

  it('is readable at a terminal', () => {
    const { logger, text } = captureLogs({ pretty: true });
    logger.warn({ server: '100' }, 'the role cannot be given');
    expect(text()).toContain('the role cannot be given');
    expect(text()).not.toContain('{"level"');
  });

  it('case 14: hides fields whose names say that they are private, at any depth', () => {
    const { logger, text } = captureLogs();
    const fields = {
      token,
      code: '839201',
      phone: '+14155550123',
      body: '839201',
      to: '+14155550123',
      smsBody: '839201',
    };
    logger.info(fields, 'flat');
    logger.info({ deep: { list: [{ ...fields, Authorization: 'canary-password' }] } }, 'deep');
    expect(text()).toContain('deep');
    noCanaries(text(), canaries);
  });

  it("case 14: of a vendor's error keeps the cause and drops the request", () => {
    const { logger, text } = captureLogs();
    const error = new VendorError('timeout of 10000ms exceeded', { cause: new Error('socket hang up') });
    logger.error(error);
    logger.error({ err: error }, 'not sent');
    logger.error({ nested: { error } }, 'not sent');
    expect(text()).toContain('timeout of 10000ms exceeded');
    expect(text()).toContain('ECONNABORTED');
    expect(text()).toContain('socket hang up');
    noCanaries(text(), canaries);
  });

  it.each([false, true])('case 14: finds numbers, credentials and secrets inside texts (pretty: %s)', (pretty) => {
    const { logger, text } = captureLogs({ pretty, secrets: [token, 'canary-password', ''] });
    logger.info(`sent to +14155550123 with ${token}`);
    logger.info({ note: 'To=%2B14155550123' }, 'format %s %o', '+14155550123', { password: 'canary-password' });
    logger.error(new Error('Unable to create record for +14155550123: canary-password'));
    noCanaries(text(), canaries);
  });

  it('hides the token of an interaction in an address', () => {
    const { logger, text } = captureLogs();
    logger.info({
      url: 'https://discord.com/api/v10/webhooks/100200300400500600/aW50ZXJhY3Rpb24tdG9rZW4/messages/@original',
    });
    expect(text()).toContain('/webhooks/100200300400500600/[hidden]/messages');
  });

  it('survives whatever it is given', () => {
    const { logger, lines } = captureLogs();
    const round: Record<string, unknown> = { bytes: Buffer.from('839201') };
    round.self = round;
    logger.info(round, 'round');
    fc.assert(
      fc.property(fc.object(), (fields) => {
        lines.length = 0;
        logger.info({ fields }, 'any');
        expect(lines).toHaveLength(1);
      }),
    );
  });
});

describe('the canaries', () => {
  it.each([
    'to +14155550123.',
    'To=%2B14155550123',
    '14155550123',
    'code 839201',
    '"839201"',
    inspect({ token }),
    btoa(token),
  ])('are found in %j', (text) => {
    expect(() => noCanaries(text, canaries)).toThrow(/token|code|number/);
  });

  it('are not found in an id, and not told by the message', () => {
    noCanaries('message 1083920155 to member 100200300400500600', canaries);
    expect(() => noCanaries('839201', canaries)).toThrow('Found where it must not be: code');
  });
});
