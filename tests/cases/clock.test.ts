import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGREED, systemClock } from '../../src/clock.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const start = Date.UTC(2026, 7, 1, 12);

/** A machine whose clock a test sets, ahead and back, and that lets time pass; and what time it is in truth. */
function machine() {
  const state = { wall: start, steady: 0, truth: start };
  const clock = systemClock({ wall: () => state.wall, steady: () => state.steady });
  return {
    clock,
    state,
    /** Time goes by, and is read now and then. */
    pass(time: number, step = Math.max(1, time / 10)) {
      for (let left = time; left > 0; left -= step) {
        const passed = Math.min(step, left);
        state.wall += passed;
        state.steady += passed;
        state.truth += passed;
        clock.now();
      }
    },
    /** How far the time is from the truth. */
    off: () => clock.now() - state.truth,
  };
}

describe('case 34: a wrong reading of the machine’s clock', () => {
  const jump = fc.oneof(
    fc.integer({ min: -400 * day, max: 400 * day }),
    fc.integer({ min: -2 * minute, max: 2 * minute }),
  );
  const seldom = <T>(one: fc.Arbitrary<T>, otherwise: T) => fc.oneof(fc.constant(otherwise), one);
  const act = fc.record({
    pass: fc.nat({ max: 2 * hour }),
    jump: seldom(jump, 0),
    sleep: seldom(fc.nat({ max: 30 * day }), 0),
    /** How far off another clock is that is heard. */
    hear: fc.oneof(fc.constant(undefined), fc.constant(0), jump),
  });

  it('whatever the machine’s clock and others say, time never goes back', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const { clock, state, pass } = machine();
        let last = clock.now();
        for (const { pass: time, jump, sleep, hear } of acts) {
          pass(time);
          state.wall += jump + sleep;
          state.truth += sleep;
          if (hear !== undefined) clock.hear(state.truth + hear);
          const now = clock.now();
          expect(now).toBeGreaterThanOrEqual(last);
          last = now;
        }
      }),
    );
  });

  it('of any size and for any length moves time by a minute at most, and by 5 % of how long it lasts, as long as no other clock agrees with it', () => {
    fc.assert(
      fc.property(jump, fc.nat({ max: 3 * day }), fc.boolean(), (by, lasts, isHeard) => {
        const { clock, state, pass, off } = machine();
        pass(minute);
        state.wall += by;
        pass(lasts);
        if (isHeard && Math.abs(by) > 2 * AGREED) clock.hear(state.truth);
        expect(Math.abs(off())).toBeLessThanOrEqual(Math.min(AGREED, lasts * 0.05) + 1);
        state.wall -= by;
        clock.hear(state.truth);
        pass(30 * minute);
        expect(Math.abs(off())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is followed once another clock agrees: after the machine slept', () => {
    const { clock, state, off } = machine();
    state.wall += 5 * hour;
    state.truth += 5 * hour;
    expect(off()).toBe(-5 * hour);
    clock.hear(state.truth - hour);
    expect(off()).toBe(-5 * hour);
    clock.hear(state.truth - 2000);
    expect(off()).toBe(0);
  });

  it('at the start, ahead or behind and of any size, is mended by the first clock that is heard, to the second', () => {
    const heardLate = 900;
    fc.assert(
      fc.property(jump, fc.nat({ max: hour }), fc.boolean(), (by, until, isMended) => {
        const { clock, state, pass, off } = machine();
        state.truth -= by;
        pass(until, minute);
        if (isMended) state.wall -= by;
        clock.begin(state.truth - heardLate);
        expect(Math.abs(off())).toBeLessThanOrEqual(Math.abs(by) > AGREED + heardLate ? heardLate : AGREED + heardLate);
        state.wall = state.truth;
        clock.hear(state.truth);
        pass(30 * minute);
        expect(Math.abs(off())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('that was confirmed by mistake is worked off in twice the time that it was ahead', () => {
    const { clock, state, pass, off } = machine();
    state.wall += hour;
    clock.hear(state.truth + hour);
    state.wall -= hour;
    clock.hear(state.truth);
    pass(2 * hour, minute);
    expect(off()).toBeLessThanOrEqual(AGREED);
    pass(30 * minute);
    expect(Math.abs(off())).toBeLessThanOrEqual(1);
  });
});
