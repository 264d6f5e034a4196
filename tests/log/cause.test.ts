import { describe, expect, it } from 'vitest';
import { causeOf } from '../../src/log/cause.ts';
import { traceOf } from '../../src/log/trace.ts';

const failed = (code: unknown, rest: ErrorOptions = {}) => Object.assign(new Error('a canary', rest), { code });

describe('the cause of a failure', () => {
  it.each(['ECONNREFUSED', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'UND_ERR_SOCKET', 'ERR_HTTP2_ERROR'])(
    'case 46: is its name, %s, at whatever depth',
    (code) => {
      expect(causeOf(failed(code))).toBe(code);
      expect(causeOf(failed('UND_ERR_ABORTED', { cause: new Error('', { cause: failed(code) }) }))).toBe(code);
      expect(causeOf(new AggregateError([failed(undefined), failed(code)]))).toBe(code);
      expect(traceOf(failed(code)).cause).toBe(code);
    },
  );

  it.each([839201, '839201', '4155550123', 'C839201', 'to +14155550123', 'a canary', undefined, {}])(
    'case 14: is nothing that may be private: %j',
    (code) => expect(causeOf(failed(code))).toBeUndefined(),
  );

  it('is none of what is no error, nor of one that is its own cause', () => {
    const round = failed(undefined);
    round.cause = round;
    expect([causeOf('ECONNRESET'), causeOf({ code: 'ECONNRESET' }), causeOf(round)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
