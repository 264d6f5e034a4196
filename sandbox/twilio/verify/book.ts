import { randomBytes, randomInt } from 'node:crypto';
import type { CallBook } from '../calls/model.ts';
import type { Clock, Draft, Sms } from '../model.ts';
import type { Attempt, SendDraft, Verification, VerifyBook } from './model.ts';
import { createServiceBook } from './services.ts';
import { scriptOf, textOf } from './words.ts';

/** A verification lives ten minutes from its first attempt: https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts */
const LIFE_MS = 600_000;
const MOST_CHECKS = 5;
/** Verify's own senders. */
const SHORT_CODE = '22395';
const VOICE_NUMBER = '+18885550199';

interface Deps {
  readonly clock: Clock;
  readonly changed: () => void;
  readonly calls: CallBook;
  readonly accept: (draft: Draft) => Sms;
}

/**
 * Everything Verify knows. A number has one pending verification for each service: what is sent to it in that time, over whichever
 * channel, is another attempt of the same verification, and carries the same code, whatever custom code comes with it. So a caller
 * who wants another code has to cancel first.
 */
export function createVerifyBook(deps: Deps): VerifyBook {
  const { clock, changed } = deps;
  const { keep, ...verifications } = createVerifications(clock, changed);
  const attempts = new Map<string, Attempt>();

  return {
    ...createServiceBook(clock, changed),
    ...verifications,
    channelsOff: new Set(),
    attempts: () => [...attempts.values()],
    attempt: (sid) => attempts.get(sid),

    send(draft) {
      const { service, to, channel, locale } = draft;
      const verification = verifications.pending(service.sid, to) ?? begin(draft, clock.now());
      const sent: Attempt = {
        sid: newSid('VL'),
        verificationSid: verification.sid,
        serviceSid: service.sid,
        accountSid: service.accountSid,
        channel,
        to,
        locale,
        codeLength: verification.code.length,
        createdAt: clock.now(),
        carriedBy: carry(draft, verification.code, deps),
      };
      attempts.set(sent.sid, sent);
      return keep({ ...verification, channel });
    },
  };
}

/** Verifications by their sid, and how their lives end. */
function createVerifications(clock: Clock, changed: () => void) {
  const kept = new Map<string, Verification>();

  function asOfNow(verification: Verification): Verification {
    const isOver = clock.now() >= verification.createdAt + LIFE_MS;
    return verification.status === 'pending' && isOver ? { ...verification, status: 'expired' } : verification;
  }

  function keep(verification: Verification): Verification {
    const changedNow = { ...verification, updatedAt: clock.now() };
    kept.set(verification.sid, changedNow);
    changed();
    return changedNow;
  }

  const all = () => [...kept.values()].map(asOfNow);

  return {
    keep,
    verifications: all,
    verification: (sid: string) => all().find((each) => each.sid === sid),
    pending: (serviceSid: string, to: string) =>
      all().find((each) => each.serviceSid === serviceSid && each.to === to && each.status === 'pending'),
    end(sid: string, status: 'approved' | 'canceled') {
      const found = kept.get(sid);
      if (found) keep({ ...found, status });
    },
    check(sid: string, code: string) {
      const found = kept.get(sid);
      if (!found) return false;
      const isRight = found.code === code;
      const checks = found.checks + 1;
      const wrongly = checks >= MOST_CHECKS ? 'max_attempts_reached' : 'pending';
      keep({ ...found, checks, status: isRight ? 'approved' : wrongly });
      return isRight;
    },
  };
}

function begin({ service, to, channel, customCode }: SendDraft, now: number): Verification {
  const code = customCode ?? String(randomInt(10 ** service.codeLength)).padStart(service.codeLength, '0');
  const { sid: serviceSid, accountSid } = service;
  const times = { createdAt: now, updatedAt: now };
  return { sid: newSid('VE'), serviceSid, accountSid, to, channel, status: 'pending', code, checks: 0, ...times };
}

/** Sends the code on its way. Answers with the sid of what carries it. */
function carry({ service, to, channel, locale }: SendDraft, code: string, { calls, accept }: Deps): string {
  const { accountSid } = service;
  if (channel === 'call') {
    const script = scriptOf(service, locale, code);
    const draft = { accountSid, product: 'verify', from: VOICE_NUMBER, to, script, warning: null } as const;
    return calls.place({ ...draft, timeout: 60, timeLimit: 14_400, detects: false }).sid;
  }
  const body = textOf(service, { locale, channel }, code);
  const [from, address] = channel === 'sms' ? [SHORT_CODE, to] : [service.whatsappFrom, `whatsapp:${to}`];
  return accept({ accountSid, product: 'verify', from, to: address, serviceSid: null, body, validityPeriod: 600 }).sid;
}

function newSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}
