import { describe, expect, it } from 'vitest';
import type { LineKind, LineLookup, LineRules } from '../../src/otp/number/line-kind.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { createPlace } from '../support/place.ts';
import { american, british, memberOf } from '../support/verifier.ts';

/** A look-up that counts what it is asked, and answers with `kind`. */
function lookingUp(kind: LineKind | undefined) {
  const asked: E164[] = [];
  const state = { kind };
  const lookUp: LineLookup = async (phone) => {
    asked.push(phone);
    return state.kind;
  };
  return { asked, state, lookUp };
}

const refusing: LineRules = { otherVoip: 'refuse', fixedVoip: 'askStaff' };

describe('a number’s kind of line', () => {
  it('is looked up once, for whatever member and process, and before the first SMS alone', async () => {
    const { asked, lookUp } = lookingUp('mobile');
    const place = createPlace({ lookUp });
    for (const index of [1, 2]) {
      const latchkey = await place.start();
      await latchkey.enter(memberOf(index), american);
      expect(await latchkey.send(memberOf(index), undefined, refusing)).toMatchObject({ is: 'sent' });
    }
    expect(asked).toEqual([american]);
    expect(place.sent).toHaveLength(2);
  });

  it.each([
    ['otherVoip', 'lineRefused'],
    ['fixedVoip', 'lineToStaff'],
  ] as const)('%s is judged by the server: no SMS, and its budgets are given back', async (kind, problem) => {
    const { state, lookUp } = lookingUp(kind);
    const place = createPlace({ lookUp, limits: { sendsPerMember: 1, sendsInAll: 1, sendsPerNumber: 1 } });
    const latchkey = await place.start();
    await latchkey.enter(memberOf(1), american);
    expect(await latchkey.send(memberOf(1), undefined, refusing)).toEqual({ is: 'refused', problem });
    expect(await latchkey.look(memberOf(1))).toMatchObject({ is: 'entered', problem });
    state.kind = 'mobile';
    expect(await latchkey.send(memberOf(1), undefined, refusing)).toMatchObject({ is: 'refused', problem });
    expect(place.sent).toEqual([]);

    await latchkey.enter(memberOf(1), british);
    expect(await latchkey.send(memberOf(1), undefined, refusing)).toMatchObject({ is: 'sent' });
  });

  it('that is refused counts among what may be refused in an hour, since each new number is paid for', async () => {
    const { asked, lookUp } = lookingUp('otherVoip');
    const place = createPlace({ lookUp, limits: { refusedPerMember: 1 } });
    const latchkey = await place.start();
    await latchkey.enter(memberOf(1), american);
    await latchkey.send(memberOf(1), undefined, refusing);
    await latchkey.enter(memberOf(1), british);
    expect(await latchkey.send(memberOf(1), undefined, refusing)).toMatchObject({ is: 'budgetSpent' });
    expect(asked).toEqual([american]);
  });

  it('is not asked for where the budgets have no room', async () => {
    const { asked, lookUp } = lookingUp('mobile');
    const latchkey = await createPlace({ lookUp, limits: { sendsInAll: 1 } }).start();
    for (const [index, phone] of [american, british].entries()) {
      await latchkey.enter(memberOf(index), phone);
      await latchkey.send(memberOf(index), undefined, refusing);
    }
    expect(asked).toEqual([american]);
  });

  it('that nobody can tell now is unknown, and asked for again the next time; members are not stranded', async () => {
    const { asked, state, lookUp } = lookingUp(undefined);
    const place = createPlace({ lookUp });
    const latchkey = await place.start();
    await latchkey.enter(memberOf(1), american);
    expect(await latchkey.send(memberOf(1), undefined, refusing)).toMatchObject({ is: 'sent' });
    state.kind = 'otherVoip';
    await latchkey.enter(memberOf(2), american);
    expect(await latchkey.send(memberOf(2), undefined, refusing)).toMatchObject({ is: 'refused' });
    expect(asked).toHaveLength(2);
  });

  it('is forgotten by the fingerprint that a member is kept with, and by the number while it is being proven', async () => {
    const { asked, lookUp } = lookingUp('mobile');
    const place = createPlace({ lookUp });
    const latchkey = await place.start();
    await latchkey.enter(memberOf(1), american);
    await latchkey.send(memberOf(1));
    await latchkey.submit(memberOf(1), place.code(american));
    const entry = await latchkey.stores.roster.find(memberOf(1));
    await latchkey.lines.forget([entry?.phone?.phoneKey ?? ''], []);
    await latchkey.enter(memberOf(2), american);
    await latchkey.send(memberOf(2));
    await latchkey.lines.forget([], [american]);
    await latchkey.enter(memberOf(3), american);
    await latchkey.send(memberOf(3));
    expect(asked).toEqual([american, american, american]);
  });
});
