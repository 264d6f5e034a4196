import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { createRenewing } from '../../src/gate/endings/renewing.ts';
import type { GateEvent } from '../../src/gate/journal/events.ts';
import { createRecorder } from '../../src/gate/journal/recorder.ts';
import type { HelpRequest } from '../../src/gate/ports.ts';
import { fitToShow } from '../../src/gate/privacy/redacting.ts';
import type { RoleAnswer } from '../../src/gate/roles/role-keeper.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { createDecisions } from '../../src/gate/staff/decisions.ts';
import { createMembers } from '../../src/gate/staff/members.ts';
import { createHelpDesk, mostAsked } from '../../src/gate/staff/requests.ts';
import { phone } from '../storage/fixtures.ts';
import { freshDatabase, inParallel, openOn } from '../storage/support.ts';
import { rolesOver } from '../support/roles.ts';
import { memberOf } from '../support/verifier.ts';

const [mia, noor] = [memberOf(1), memberOf(2)];
const { serverId } = mia;
const staff = { by: 'staff', reason: 'Known to us' };
const draft = { ...mia, cause: 'cannotVerify', words: 'No SMS ever arrives.', locale: 'de' } as const;

/** A help desk on real stores, with a staff channel that takes everything unless told otherwise. */
async function gate() {
  const stores = await openOn(await freshDatabase());
  await stores.settings.save(serverId, { ...freshSettings, roleId: 'role', staffChannelId: 'channel' });
  const clock = manualClock();
  const state = { takes: true, taken: [] as string[], posted: 0, events: [] as GateEvent[] };
  const recorder = createRecorder({ ...stores, clock, onError: () => {} });
  const record = async (event: GateEvent) => {
    state.events.push(event);
    await recorder(event);
  };
  const done: RoleAnswer = { is: 'done' };
  const roles = {
    give: async () => done,
    look: async () => ({ is: 'seen', member: { roles: [], pending: false } }) as const,
    async take(who: { memberId: string }) {
      state.taken.push(who.memberId);
      return done;
    },
  };
  const { roleCleanup, departures, grants } = rolesOver(stores, { roles, clock, record });
  const verifier = { forget: async () => {}, renew: async () => true };
  const members = createMembers({ ...stores, departures, roleCleanup, grants, verifier, record, clock });
  const board = {
    redraw: async () => {},
    async post() {
      state.posted += 1;
      return state.takes ? { channelId: 'channel', messageId: `message ${state.posted}` } : undefined;
    },
  };
  const withdraw = async () => {};
  let count = 0;
  const newId = () => `request-${++count}`;
  const helpDesk = createHelpDesk({ ...stores, asking, trying, board, withdraw, record, clock, newId });
  const renewing = createRenewing({ ...stores, departures, clock });
  const decisions = createDecisions({ ...stores, members, grants, departures, renewing, record, withdraw, clock });
  const opened = async (): Promise<HelpRequest> => {
    const request = await stores.requests.ofMember(mia);
    if (!request) throw new Error('no open request');
    return request;
  };
  return { stores, clock, state, helpDesk, decisions, opened };
}

const asking = { name: 'requests-member', limit: 3, window: 24 * 60 * 60_000 };
const trying = { name: 'requests-tried', limit: 5, window: 60 * 60_000 };

describe('asking the staff', () => {
  it('opens one of parallel requests, in one message, and costs one of the day’s', async () => {
    const { helpDesk, state } = await gate();
    const ends = await inParallel(3, () => helpDesk.open(draft));
    expect(ends.map(({ is }) => is).sort()).toEqual(['alreadyOpen', 'alreadyOpen', 'opened']);
    expect(state.posted).toBe(1);
  });

  it('keeps nothing, and takes nothing of the day’s, where the staff channel does not take it', async () => {
    const { helpDesk, state, stores } = await gate();
    state.takes = false;
    for (let times = 0; times < 4; times++) expect(await helpDesk.open(draft)).toEqual({ is: 'unreachable' });
    expect(await stores.requests.ofMember(mia)).toBeUndefined();
    state.takes = true;
    expect(await helpDesk.open(draft)).toEqual({ is: 'opened' });
  });

  it('is tried five times an hour where the staff channel does not take it, and costs nothing of the day’s', async () => {
    const { helpDesk, state, clock } = await gate();
    state.takes = false;
    const until = (Math.floor(clock.now() / trying.window) + 1) * trying.window;
    const ends = [];
    for (let times = 0; times < 100; times++) ends.push(await helpDesk.open(draft));
    expect(ends).toEqual([...Array(5).fill({ is: 'unreachable' }), ...Array(95).fill({ is: 'spent', until })]);
    expect(state.posted).toBe(5);
    await clock.skip(trying.window);
    await inParallel(20, () => helpDesk.open(draft));
    expect(state.posted).toBeLessThanOrEqual(10);
    state.takes = true;
    expect((await helpDesk.open({ ...draft, ...noor })).is).toBe('opened');
  });

  it('replaces a request whose message a dead process never posted', async () => {
    const { helpDesk, clock, stores } = await gate();
    await stores.requests.open({ ...draft, id: 'left', at: clock.now() });
    expect((await helpDesk.open(draft)).is).toBe('alreadyOpen');
    await clock.skip(60_000);
    expect((await helpDesk.open(draft)).is).toBe('opened');
  });

  it('case 34: replaces a request that a clock made that was ahead', async () => {
    const { helpDesk, clock, stores, opened } = await gate();
    const staffMessage = { channelId: 'channel', messageId: 'message' };
    await stores.requests.open({ ...draft, id: 'ahead', at: clock.now() + 100 * 24 * 60 * 60_000, staffMessage });
    expect((await helpDesk.open(draft)).is).toBe('opened');
    expect((await opened()).id).toBe('request-1');
  });

  it('asks for words, and does not take a member’s for a question of the staff', async () => {
    const { helpDesk, opened } = await gate();
    expect((await helpDesk.open({ ...draft, words: ' \n » \t ' })).is).toBe('wordless');
    await helpDesk.open({ ...draft, words: '» Which carrier?' });
    expect((await opened()).words).toBe('Which carrier?');
    expect(await helpDesk.pending(mia)).toBeUndefined();
  });

  it('about a number that was proved after the first request makes that one about the number', async () => {
    const { helpDesk, opened } = await gate();
    await helpDesk.open(draft);
    expect((await helpDesk.open({ ...draft, cause: 'numberTaken', phone })).is).toBe('alreadyOpen');
    expect(await opened()).toMatchObject({ cause: 'numberTaken', phone, words: draft.words });
  });

  it('goes to and fro until no further answer would fit', async () => {
    const { helpDesk, opened } = await gate();
    await helpDesk.open({ ...draft, words: 'x'.repeat(500) });
    const { id } = await opened();
    const long = 'y'.repeat(mostAsked);
    for (let turn = 0; turn < 2; turn++) {
      expect(await helpDesk.reply(mia, id, long)).toBeUndefined();
      expect(await helpDesk.ask(serverId, id, long)).toMatchObject({ id });
      expect(await helpDesk.pending(mia)).toMatchObject({ is: 'asked', question: long });
      expect(await helpDesk.reply(noor, id, long)).toBeUndefined();
      expect(await helpDesk.reply(mia, id, long)).toMatchObject({ id });
    }
    expect(await helpDesk.ask(serverId, id, long)).toBe('full');
    expect((await opened()).words.length).toBeLessThanOrEqual(1_750);
  });
});

describe('an answer of the staff', () => {
  it('is one of any number at a time', async () => {
    const { helpDesk, decisions, opened, state, stores } = await gate();
    await helpDesk.open(draft);
    const { id } = await opened();
    const ends = await inParallel(10, (index) =>
      index % 2 ? decisions.approve(serverId, id, staff) : decisions.decline(serverId, id, 'staff', undefined),
    );
    const won = ends.filter(({ is }) => is !== 'gone').map(({ is }) => is);
    expect(won).toHaveLength(1);
    expect((await stores.roster.find(mia)) !== undefined).toBe(won[0] === 'approved');
    expect(state.events.filter(({ what }) => what === 'approved' || what === 'declined')).toHaveLength(1);
  });

  it('to decline is shown until the member has gone on', async () => {
    const { helpDesk, decisions, opened, stores, clock } = await gate();
    await helpDesk.open(draft);
    await decisions.decline(serverId, (await opened()).id, 'staff', 'Try another number');
    await stores.journal.write({ ...mia, at: clock.now(), what: 'lookedUp', by: 'staff' });
    expect(await helpDesk.pending(mia)).toMatchObject({ is: 'declined', reason: 'Try another number' });
    await stores.journal.write({ ...mia, at: clock.now(), what: 'started' });
    expect(await helpDesk.pending(mia)).toBeUndefined();
  });

  it('moves the number from its holder, who loses the role', async () => {
    const { helpDesk, decisions, opened, stores, clock, state } = await gate();
    await stores.roster.admit({ ...noor, phone, verifiedAt: clock.now() }, 1);
    await helpDesk.open({ ...draft, cause: 'numberTaken', phone });
    const decision = await decisions.move(serverId, (await opened()).id, staff);
    expect(decision).toMatchObject({ is: 'moved', from: noor.memberId, grant: { is: 'granted' } });
    expect(state.taken).toEqual([noor.memberId]);
    expect(await stores.roster.find(noor)).toBeUndefined();
    expect((await stores.roster.holders(serverId, phone.phoneKey)).map(({ memberId }) => memberId)).toEqual([
      mia.memberId,
    ]);
  });

  it('moves a number that has become free from nobody', async () => {
    const { helpDesk, decisions, opened, stores, state } = await gate();
    await helpDesk.open({ ...draft, cause: 'numberTaken', phone });
    const decision = await decisions.move(serverId, (await opened()).id, staff);
    expect(decision).toMatchObject({ is: 'moved', grant: { is: 'granted' } });
    expect(decision).not.toHaveProperty('from');
    expect(state.taken).toEqual([]);
    expect(await stores.roster.find(mia)).toMatchObject({ phone });
  });

  it('does not move a blocked number, and leaves the request open', async () => {
    const { helpDesk, decisions, opened, stores, clock } = await gate();
    await stores.blocks.put({ ...noor, ...phone, reason: 'Spam', by: 'staff', at: clock.now() });
    await helpDesk.open({ ...draft, cause: 'numberTaken', phone });
    expect(await decisions.move(serverId, (await opened()).id, staff)).toEqual({ is: 'blocked' });
    expect(await opened()).toMatchObject({ phone });
  });
});

describe('words for others to read', () => {
  const digit = fc.constantFrom(...'0123456789', ...'٠١٢٣٤٥٦٧٨٩', ...'０１２３４５６７８９');
  const between = fc.constantFrom('', ' ', '-', ') ', ' / ', '.', '\u200b', '__');

  it('hold no number, however it is typed', () => {
    const typed = fc.array(fc.tuple(digit, between), { minLength: 7, maxLength: 15 });
    fc.assert(
      fc.property(fc.string(), typed, fc.string(), (before, number, after) => {
        const words = fitToShow(`${before} ${number.map((pair) => pair.join('')).join('')} ${after}`);
        expect(words).not.toMatch(/\p{N}(?:[^\p{L}\p{N}]{0,3}\p{N}){6}/u);
      }),
    );
  });

  it('keep what is not a number', () => {
    const words = 'The code 1234 from 3 May did not work, twice. Error 30007!';
    expect(fitToShow(`  ${words}\n`)).toBe(words);
  });
});
