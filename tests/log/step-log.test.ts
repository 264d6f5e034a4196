import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import type { Who } from '../../src/base/member-ref.ts';
import type { FlowStep } from '../../src/gate/journal/steps.ts';
import { createStepLog } from '../../src/log/step-log.ts';
import { captureLogs } from '../support/logs.ts';

const pepper = Buffer.alloc(32, 1);
const mira = { serverId: '100200300400500600', memberId: '700800900100200300' };
const hour = 60 * 60_000;

/** A trail on logs of its own, as another process or a later start has it. */
function trail({ clock = manualClock(), key = pepper } = {}) {
  const { logger, lines } = captureLogs();
  const watch = createStepLog({ log: logger, clock, pepper: key });
  return {
    clock,
    lines,
    line(step: FlowStep): Record<string, unknown> {
      watch(step);
      return JSON.parse(lines.at(-1) ?? '');
    },
    flow: (who: Who) => {
      watch({ ...who, step: 'sent' });
      return String(JSON.parse(lines.at(-1) ?? '').flow);
    },
  };
}

describe('the trail', () => {
  it('has a line a step, with what it was, where the number is from and how long it took', () => {
    const line = trail().line({ ...mira, step: 'sendRefused', why: 'filtered', country: 'US', ms: 182 });
    expect(line).toMatchObject({ level: 'info', step: 'sendRefused', why: 'filtered', country: 'US', ms: 182 });
  });

  it('names neither the member nor the server', () => {
    const snowflake = fc.bigInt(10n ** 16n, 10n ** 18n).map(String);
    fc.assert(
      fc.property(fc.record({ serverId: snowflake, memberId: snowflake }), (who) => {
        const { lines, flow } = trail();
        expect(flow(who)).toMatch(/^[a-p]{12}$/);
        expect(lines.join('')).not.toContain(who.memberId);
        expect(lines.join('')).not.toContain(who.serverId);
      }),
    );
  });

  it('has one id for a member of a server, after a restart too', () => {
    expect(trail().flow(mira)).toBe(trail().flow(mira));
  });

  it('has other ids for other members, other servers and another key', () => {
    const { flow } = trail();
    const ids = [
      flow(mira),
      flow({ ...mira, memberId: '700800900100200301' }),
      flow({ ...mira, serverId: '100200300400500601' }),
      flow({ serverId: mira.memberId, memberId: mira.serverId }),
      trail({ key: Buffer.alloc(32, 2) }).flow(mira),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('follows nobody past the UTC day', async () => {
    const { flow, clock } = trail();
    const first = flow(mira);
    await clock.skip(24 * hour);
    expect(flow(mira)).not.toBe(first);
  });
});
