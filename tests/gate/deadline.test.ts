import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeadlineAct,
  type DeadlinePolicy,
  deadlineActs,
  lookedAt,
  needsConsent,
  type OpenTimes,
  openTime,
  type Reminders,
} from '../../src/gate/deadline.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const start = Date.UTC(2026, 7, 1);
const newcomer = { memberId: '1', joinedAt: start, leftAlone: false };

/** Members could verify all the time. */
const always = [[0, Number.MAX_SAFE_INTEGER]] as const;

const acts = (now: number, reminders: Reminders = {}, days = 10, since = start - 100 * DAY, member = newcomer) =>
  deadlineActs([member], new Map([[member.memberId, reminders]]), now, { days, since, open: always });

describe('a deadline of ten days', () => {
  it.each<[string, number, Reminders, DeadlineAct[]]>([
    ['asks for nothing before half of it', start + 5 * DAY - 1, {}, []],
    ['reminds at half of it', start + 5 * DAY, {}, [{ is: 'remind', memberId: '1', until: start + 10 * DAY }]],
    ['reminds once', start + 6 * DAY, { remindedAt: start + 5 * DAY }, []],
    ['warns a day before the end', start + 9 * DAY, {}, [{ is: 'warn', memberId: '1', until: start + 10 * DAY }]],
    ['warns once', start + 10 * DAY - 1, { warnedAt: start + 9 * DAY }, []],
    ['removes at the end', start + 10 * DAY, { warnedAt: start + 9 * DAY }, [{ is: 'remove', memberId: '1' }]],
    ['warns late before it removes', start + 30 * DAY, {}, [{ is: 'warn', memberId: '1', until: start + 31 * DAY }]],
    ['leaves a day after a late warning', start + 31 * DAY - 1, { warnedAt: start + 30 * DAY }, []],
  ])('%s', (_, now, reminders, expected) => {
    expect(acts(now, reminders)).toEqual(expected);
  });

  it('counts from the switching on for those who were there before', () => {
    const switchedOn = start + 100 * DAY;
    expect(acts(switchedOn, {}, 10, switchedOn)).toEqual([]);
    expect(acts(switchedOn + 5 * DAY, {}, 10, switchedOn)).toMatchObject([{ is: 'remind' }]);
    const warned = { warnedAt: switchedOn + 8 * DAY };
    expect(acts(switchedOn + 10 * DAY - 1, warned, 10, switchedOn)).toEqual([]);
    expect(acts(switchedOn + 10 * DAY, warned, 10, switchedOn)).toMatchObject([{ is: 'remove' }]);
  });
});

describe('whatever the deadline', () => {
  const dayIn = (most: number) => fc.integer({ min: 0, max: most }).map((day) => start + day * DAY);
  const policy = fc.record({ days: fc.integer({ min: 1, max: 90 }), since: dayIn(200) });
  const joined = fc.integer({ min: 0, max: 200 * 24 }).map((hour) => start + hour * HOUR);
  const present = fc.record({ memberId: fc.constant('1'), joinedAt: joined, leftAlone: fc.boolean() });
  const reminders = fc.record({ remindedAt: dayIn(300), warnedAt: dayIn(300) }, { requiredKeys: [] });

  it('who is left alone has nothing to fear, and nobody hears or loses anything too early or twice', () => {
    fc.assert(
      fc.property(present, reminders, policy, dayIn(400), (member, sent, rule, now) => {
        const asked = acts(now, sent, rule.days, rule.since, member);
        expect(asked.length).toBeLessThanOrEqual(member.leftAlone ? 0 : 1);
        const end = Math.max(member.joinedAt, rule.since) + rule.days * DAY;
        for (const act of asked) {
          const { remindedAt, warnedAt } = sent;
          if (act.is !== 'remove') expect(act.until).toBeGreaterThanOrEqual(end);
          const before = { remind: remindedAt ?? warnedAt, warn: warnedAt, remove: undefined };
          expect(before[act.is]).toBeUndefined();
          const earliest = {
            remind: end - rule.days * DAY,
            warn: end - DAY,
            remove: Math.max(end, (warnedAt ?? now) + DAY),
          };
          expect(now).toBeGreaterThanOrEqual(earliest[act.is]);
        }
      }),
    );
  });

  it('acts on each member as if they were alone', () => {
    const people = fc.array(present, { maxLength: 20 });
    fc.assert(
      fc.property(people, reminders, policy, dayIn(400), (members, sent, rule, now) => {
        const named = members.map((member, index) => ({ ...member, memberId: String(index) }));
        const all = new Map(named.map(({ memberId }) => [memberId, sent]));
        const alone = named.flatMap((member) => acts(now, sent, rule.days, rule.since, member));
        expect(deadlineActs(named, all, now, { ...rule, open: always })).toEqual(alone);
      }),
    );
  });

  it('looked at daily, it reminds, warns and removes once each, within two days of the end', () => {
    fc.assert(
      fc.property(present, policy, fc.integer({ min: 0, max: 23 }), (one, rule, hour) => {
        const member = { ...one, leftAlone: false };
        const at: Partial<Record<DeadlineAct['is'], number>> = {};
        const told: DeadlineAct['is'][] = [];
        for (let now = member.joinedAt + hour * HOUR; at.remove === undefined; now += DAY) {
          const sent = {
            ...(at.remind !== undefined && { remindedAt: at.remind }),
            ...(at.warn !== undefined && { warnedAt: at.warn }),
          };
          for (const { is } of acts(now, sent, rule.days, rule.since, member)) {
            at[is] = now;
            told.push(is);
          }
        }
        // In three days and less, the last notice may come before the reminder would.
        expect(told.filter((is) => is !== 'remind' || rule.days > 3)).toEqual(
          rule.days > 3 ? ['remind', 'warn', 'remove'] : ['warn', 'remove'],
        );
        const end = Math.max(member.joinedAt, rule.since) + rule.days * DAY;
        expect(at.remove).toBeGreaterThanOrEqual(end);
        expect(at.remove).toBeLessThan(end + 2 * DAY);
      }),
    );
  });
});

describe('case 48: days in which members could not verify', () => {
  /** What an hourly look finds: the gate open or shut; or nobody looks, as the bot is away. */
  const look = fc.constantFrom('open', 'shut', 'away');
  const spells = fc.array(fc.record({ is: look, hours: fc.integer({ min: 1, max: 120 }) }), { maxLength: 30 });
  const policy = fc.record({ days: fc.integer({ min: 1, max: 20 }), joined: fc.nat({ max: 200 }) });

  /** Hours one after another, each as a look at its end finds it. */
  const hoursOf = (history: readonly { readonly is: string; readonly hours: number }[]) =>
    history.flatMap(({ is, hours }) => Array<string>(hours).fill(is));

  /** How many of the hours after `from` lie between two looks that both found the gate open, at most three hours apart. */
  function openHours(hours: readonly string[], from: number): number {
    const looks = [...hours.keys()].filter((hour) => hours[hour] !== 'away');
    return looks.reduce((total, hour, index) => {
      const last = looks[index - 1] ?? Number.NEGATIVE_INFINITY;
      const counts = hour - last <= 3 && hours[last] === 'open' && hours[hour] === 'open';
      return counts ? total + Math.max(0, hour - Math.max(last, from)) : total;
    }, 0);
  }

  it('do not count: nobody is removed who has not had all their days, and one after the last notice, of an open gate', () => {
    fc.assert(
      fc.property(spells, policy, (history, { days, joined }) => {
        const member = { ...newcomer, joinedAt: start + joined * HOUR };
        const hours = hoursOf(history);
        let warned: number | undefined;
        for (const { hour, open } of looksOf(hours)) {
          const act = actAt(member, hour, { days, since: start, open }, warned);
          const had = (from: number) => openHours(hours.slice(0, hour + 1), from) / 24;
          expect(act === 'remove').toBe(had(joined) >= days && had(warned ?? hour) >= 1);
          if (act === 'warn') warned = hour;
        }
      }),
    );
  });

  /** The looks that find the gate open, each with the times that are known by then. */
  function* looksOf(hours: readonly string[]) {
    let times: OpenTimes = { open: [], wasOpen: false };
    for (const [hour, is] of hours.entries()) {
      if (is !== 'away') times = lookedAt(times, start + hour * HOUR, is === 'open');
      if (is === 'open') yield { hour, open: times.open };
    }
  }

  /** What is to be done about a member who was warned in an hour, or not yet. */
  function actAt(member: typeof newcomer, hour: number, rule: DeadlinePolicy, warned?: number) {
    const sent = warned === undefined ? {} : { warnedAt: start + warned * HOUR };
    return deadlineActs([member], new Map([['1', sent]]), start + hour * HOUR, rule)[0]?.is;
  }

  it('are those between looks that are far apart, those after a look that found it shut, and none besides', () => {
    const all = (looks: readonly [hour: number, isOpen: boolean][]) =>
      looks
        .reduce<OpenTimes>((times, [hour, isOpen]) => lookedAt(times, start + hour * HOUR, isOpen), {
          open: [],
          wasOpen: false,
        })
        .open.map(([from, until]) => [(from - start) / HOUR, (until - start) / HOUR]);
    expect(
      all([
        [0, true],
        [1, true],
        [4, true],
      ]),
    ).toEqual([[0, 4]]);
    expect(
      all([
        [0, true],
        [1, true],
        [5, true],
        [6, true],
      ]),
    ).toEqual([
      [0, 1],
      [5, 6],
    ]);
    expect(
      all([
        [0, true],
        [1, false],
        [2, true],
        [3, true],
      ]),
    ).toEqual([
      [0, 0],
      [2, 3],
    ]);
    expect(
      all([
        [5, true],
        [1, true],
        [2, true],
      ]),
    ).toEqual([
      [5, 5],
      [1, 2],
    ]);
  });

  it('begin when a member can press the buttons', () => {
    const member = { ...newcomer, ableSince: start + 5 * DAY };
    expect(acts(start + 9 * DAY, {}, 10, start, member)).toEqual([]);
    expect(acts(start + 10 * DAY, {}, 10, start, member)).toMatchObject([{ is: 'remind', until: start + 15 * DAY }]);
  });
});

it.each<[removals: number, members: number, asks: boolean]>([
  [0, 0, false],
  [0, 10, false],
  [1, 19, true],
  [1, 20, false],
  [10, 200, false],
  [10, 199, true],
  [11, 10_000, true],
])('%i removals on a server of %i ask the staff first: %s', (removals, members, asks) => {
  expect(needsConsent(removals, members)).toBe(asks);
});

it('case 34: counts no moment twice, in whatever order the spans stand and however a clock that stepped back made them overlap', () => {
  const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), fc.nat(60), fc.nat(60), (open, from, until) => {
      const moments = Array.from({ length: 60 }, (_, moment) => moment);
      const isOpen = (moment: number) => open.some(([start, end]) => start <= moment && moment < end);
      const counted = moments.filter((moment) => from <= moment && moment < until && isOpen(moment));
      expect(openTime(open, from, until)).toBe(counted.length);
    }),
  );
});
