import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reduceFailure, resultOf } from '../../src/sms/failure.ts';
import { problemOf } from '../../src/sms/twilio-codes.ts';

it.each([
  [30005, 'cannotReceive'],
  [21635, 'cannotReceive'],
  [60605, 'countryOff'],
  [30003, 'unreachable'],
  [30008, 'network'],
  [30450, 'filtered'],
  [60410, 'filtered'],
  [30034, 'configuration'],
  [63038, 'dayFull'],
  [21704, 'noSender'],
  [30024, 'sender'],
])('%i means %s, whatever the status', (code, problem) => {
  expect(problemOf({ errorCode: code })).toBe(problem);
  expect(problemOf({ errorCode: code, status: 400 })).toBe(problem);
});

it.each([
  [400, 'sender'],
  [401, 'configuration'],
  [403, 'configuration'],
  [404, 'configuration'],
  [429, 'busy'],
  [undefined, 'notArrived'],
])('goes by the status %s where the code is unknown', (status, problem) => {
  expect(problemOf({ status, errorCode: 99_999 })).toBe(problem);
  expect(problemOf({ status })).toBe(problem);
});

it('calls a message refused only for a 4xx that answers the request, or without a connection', () => {
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }),
      fc.integer(),
      (status, errorCode) => {
        const isRefused = status !== undefined && status >= 400 && status < 500 && status !== 408;
        expect(resultOf({ status, errorCode, network: undefined }).is).toBe(isRefused ? 'refused' : 'unknown');
      },
    ),
  );
});

it.each([14_155_550_123, 1.5, -21610, Number.NaN, 1e300, '21610'])('takes %s for no code of Twilio', (code) => {
  expect(reduceFailure({ status: 400, code })).toEqual({ status: 400, errorCode: undefined, network: undefined });
});

it('keeps of anything thrown no more than a status, a code and the network’s name', () => {
  const named = fc.oneof(fc.string(), fc.stringMatching(/^[A-Z0-9_]+$/));
  fc.assert(
    fc.property(fc.anything(), named, (thrown, text) => {
      expect(Object.keys(reduceFailure(thrown))).toEqual(['status', 'errorCode', 'network']);
      const { network } = reduceFailure(Object.assign(new Error(text), { code: text, status: text, config: text }));
      expect(network ?? 'E_NONE').toMatch(/^[A-Z][A-Z0-9_]+$/);
      // Neither a code nor a number.
      expect(network ?? 'E_NONE').not.toMatch(/\d{3}/);
    }),
  );
});
