import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalEntry } from '../../src/gate/ports.ts';
import { lastDays } from '../../src/gate/stats/span.ts';
import { openStores } from '../../src/storage/stores.ts';
import { parseCsv } from '../support/csv.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { figuresOf, simulatedDays } from '../support/stats-days.ts';
import { textOf } from '../support/views.ts';

const hour = 3_600_000;

let play: Play;
let ada: Person;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
});
afterEach(() => play.stop());

const channelId = () => play.sandbox.seeded.channels.verify;
const stats = (step: string, days?: number, person = ada) =>
  person.actor.slash(`stats ${step}`, days === undefined ? {} : { days }, { channelId: channelId() });

/** Writes entries into the journal of the running bot. */
async function write(entries: readonly JournalEntry[]): Promise<void> {
  const stores = await openStores(play.config, {
    secretKey: play.secretKey,
    clock: play.clock,
    report: () => {},
  });
  for (const entry of entries) await stores.journal.write(entry);
  await stores.close();
}

/** The files of the latest answer, by name. */
function files(): Map<string, Buffer> {
  const message = play.sandbox.world.messages.get(ada.panel()?.id ?? '');
  return new Map((message?.attachments ?? []).map(({ filename, bytes }) => [filename, Buffer.from(bytes)]));
}

function speak({ id }: Person, locale: string): void {
  Object.assign(play.sandbox.world.users.get(id) ?? {}, { locale });
}

describe('/stats show', () => {
  it('shows 30 days as a picture, and the same figures as text', async () => {
    const entries = simulatedDays(play.sandbox.seeded.guildId, 30, play.clock.now());
    await write(entries);
    const { members, bill } = figuresOf(entries, lastDays(30, play.clock.now()));
    expect(members.verified).toBeGreaterThan(80);

    await stats('show', 30);
    await ada.untilSees('the last 30 days');
    const seen = ada.sees();
    expect(seen).toContain(
      `Started: **${members.started}** · Code sent: **${members.sent}** · Delivered: **${members.delivered}** · Verified: **${members.verified}**`,
    );
    expect(seen).toContain('Median time from **Send OTP** to verified: **90 seconds**');
    expect(seen).toContain(`Number can't receive texts: **${members.started - members.sent}**`);
    expect(seen).toMatch(/🇩🇪 Germany: (\d+) → \1 → \*\*\1\*\*/);
    expect(seen).toContain(`Segments: **${bill.segments}**`);
    expect(seen).toContain(`Cost as Twilio reports it: **$${(members.sent * 0.0083).toFixed(4).replace(/0$/, '')}**`);
    expect(seen).toContain('For each verified member: **$0.0083**');

    const picture = files().get('verification-30-days.png');
    expect(picture?.subarray(1, 4).toString()).toBe('PNG');
    const gallery = JSON.stringify(ada.panel()?.components);
    expect(gallery).toContain(`Verified ${members.verified}`);
    expect(gallery).toContain('attachment://verification-30-days.png');
  });

  it('counts what really happened, with the cost that Twilio tells', async () => {
    const [mira, jonas] = [play.person('mira'), play.person('jonas')];
    speak(jonas, 'en-US');
    await mira.begin();
    await mira.send();
    await play.clock.skip(5000);
    await mira.untilSees('was delivered');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    await jonas.begin();
    await jonas.send();
    await jonas.submit(jonas.code() === '0000' ? '0001' : '0000');
    await jonas.untilSees("That's not the code");

    await stats('show', 1);
    await ada.untilSees('Verification today');
    expect(ada.sees()).toContain('Started: **2** · Code sent: **2** · Delivered: **1** · Verified: **1**');
    expect(ada.sees()).toContain('Verified of those who started: **50%**');
    expect(ada.sees()).toContain('Verified now: **1** of 6');
    expect(ada.sees()).toContain('Wrong code entered: **1**');
    expect(ada.sees()).toContain('so far, for 1 of 2 SMS: **$0.0083**');
    expect(ada.sees()).toContain('For each verified member: at least **$0.0083**');

    await play.clock.skip(86_400_000);
    await stats('show', 1);
    await ada.untilSees('Nothing has happened here');
    expect(files().size).toBe(0);
    await stats('show');
    await ada.untilSees('the last 7 days');
    expect(ada.sees()).toContain('Verified: **1**');
  });

  it('knows what SMS cost that Twilio prices hours later, also after a restart and where no delivery is ever confirmed', async () => {
    const mira = play.person('mira');
    play.sandbox.twilio.setFaults({ priceAfterMs: 12 * hour, noReceipt: true });
    await mira.begin();
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    await play.restart();
    await stats('show', 7);
    await ada.untilSees('not reported yet');

    const day = 24 * hour;
    await play.clock.skip(day);
    await vi.waitFor(async () => {
      await play.clock.skip(5 * 60_000);
      await stats('show', 7);
      await ada.untilSees('Cost as Twilio reports it: **$0.0083**');
    });
    expect(ada.sees()).toContain('Segments: **1**');
    expect(play.sandbox.twilio.requests).toBeLessThan(10);
  });

  it('is for staff', async () => {
    const mira = play.person('mira');
    await expect(stats('show', 7, mira)).rejects.toThrow('cannot use /stats');
    // A server may open a command to everyone; the bot still does not.
    Object.assign(mira.actor.command('stats')?.body ?? {}, { default_member_permissions: null });
    for (const step of ['show', 'export']) {
      await stats(step, 7, mira);
      expect(mira.sees()).toContain('These figures are for the staff');
    }
  });

  it('speaks the reader’s language', async () => {
    await write(simulatedDays(play.sandbox.seeded.guildId, 7, play.clock.now()));
    speak(ada, 'de');
    await stats('show', 7);
    await ada.untilSees('Bestätigungen: die letzten 7 Tage');
    expect(ada.sees()).toContain('🇩🇪 Deutschland');
  });
});

describe('/stats export', () => {
  it('gives the figures by day, by country and by what went wrong, and nobody’s id', async () => {
    const entries = simulatedDays(play.sandbox.seeded.guildId, 30, play.clock.now());
    await write(entries);
    await stats('export', 30);
    const message = await play.sandbox.world.until(() => (files().size === 3 ? ada.panel() : undefined));
    expect(textOf(message)).toContain('They contain no phone numbers and no members.');

    const tables = [...files().values()].map((bytes) => parseCsv(bytes.toString()));
    const { members } = figuresOf(entries, lastDays(30, play.clock.now()));
    for (const [header = [], ...rows] of tables.slice(0, 2)) {
      const at = header.indexOf('verified');
      expect(rows.reduce((sum, row) => sum + Number(row[at]), 0)).toBe(members.verified);
    }
    expect(tables.map((rows) => rows.length)).toEqual([31, 6, 2]);
    expect(tables[2]).toEqual([
      ['reason', 'count'],
      ['cannotReceive', '29'],
    ]);
    for (const { memberId } of entries) expect(JSON.stringify(tables)).not.toContain(memberId);
  });
});
