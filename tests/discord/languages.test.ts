import { beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/sandbox.ts';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { createLanguages, type LanguageChoice, type Spoken } from '../../src/discord/language/languages.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { createTexts } from '../../src/text/texts.ts';

const named = (locale: string) => ({ notice: { title: locale } });
const texts = createTexts({ names: ['en-US', 'de', 'ar', 'fr'], read: named });
const server = 's1';
const mira = { serverId: server, memberId: 'm1' };
const french: Spoken = { locale: 'fr', guildLocale: 'de' };

/** What the store and Discord say. */
const world = {
  choice: {} as Partial<LanguageChoice>,
  isDown: false,
  loads: 0,
  lastRead: undefined as string | undefined,
  clock: manualClock(),
};
beforeEach(() =>
  Object.assign(world, { choice: {}, isDown: false, loads: 0, lastRead: undefined, clock: manualClock() }),
);

const languages = () =>
  createLanguages({
    texts,
    clock: world.clock,
    servers: { preferredLocale: async () => 'de' },
    lastRead: async () => world.lastRead,
    settings: {
      load: async () => {
        world.loads += 1;
        if (world.isDown) throw new StoreUnavailable('down');
        // What is read is what stood there when it was asked for.
        const { choice } = world;
        await Promise.resolve();
        return { ...freshSettings, ...choice };
      },
    },
  });

describe('which language is whose', () => {
  it.each<[choice: Partial<LanguageChoice>, all: string, member: string, unknown: string]>([
    [{}, 'de', 'fr', 'de'],
    [{ language: 'ar' }, 'ar', 'fr', 'ar'],
    [{ oneLanguage: true }, 'de', 'de', 'de'],
    [{ language: 'ar', oneLanguage: true }, 'ar', 'ar', 'ar'],
  ])(
    '%j: all read %s, a member who reads French %s, a letter to somebody unknown is in %s',
    async (choice, ...want) => {
      world.choice = choice;
      const it = languages();
      const visitor = await it.toVisitor(server, french);
      const letter = await it.toMember(mira, 'fr');
      expect(letter.locale).toBe(visitor.text.locale);
      const all = await it.toAll(server);
      expect([all.locale, visitor.language, (await it.toMember(mira)).locale]).toEqual(want);
      world.lastRead = 'fr';
      expect((await it.toMember(mira)).locale).toBe(want[1]);
    },
  );

  it('of an interaction, the language that Discord has of the server needs no question', async () => {
    expect((await languages().toAll(server, { locale: 'en-US', guildLocale: 'fr' })).locale).toBe('fr');
  });

  it('a language without texts is named as it is, for those who have some in it', async () => {
    const { text, language } = await languages().toVisitor(server, { locale: 'ko', guildLocale: null });
    expect([text.locale, language]).toEqual(['en-US', 'ko']);
  });
});

describe('reading the choice of a server', () => {
  it('happens once in a minute; what changes here is known at once, what changes elsewhere one interaction later', async () => {
    const it = languages();
    await it.toVisitor(server, french);
    await it.toVisitor(server, french);
    expect(world.loads).toBe(1);
    it.heard(server, { language: 'ar', oneLanguage: true });
    expect((await it.toVisitor(server, french)).language).toBe('ar');
    expect(world.loads).toBe(1);

    world.choice = { oneLanguage: true };
    await world.clock.skip(60_000);
    expect((await it.toVisitor(server, french)).language).toBe('ar');
    await expect.poll(async () => (await it.toVisitor(server, french)).language).toBe('de');
  });

  it('is not needed by those who ask: with the store down they read their own, or what was chosen last', async () => {
    const it = languages();
    world.isDown = true;
    expect((await it.toVisitor(server, french)).language).toBe('fr');
    expect(it.atOnce(server, french).language).toBe('fr');
    it.heard(server, { language: 'ar', oneLanguage: true });
    await world.clock.skip(60_000);
    expect((await it.toVisitor(server, french)).language).toBe('ar');
    expect(it.atOnce(server, french).language).toBe('ar');
    expect(it.atOnce(undefined, french).language).toBe('fr');
    await expect(it.toAll(server)).rejects.toThrow(StoreUnavailable);
  });

  it('is waited for no longer than half a second', async () => {
    const never = new Promise<never>(() => {});
    const it = createLanguages({
      texts,
      clock: world.clock,
      servers: { preferredLocale: async () => 'de' },
      lastRead: async () => undefined,
      settings: { load: () => never },
    });
    const reading = it.toVisitor(server, french);
    await world.clock.skip(500);
    expect((await reading).language).toBe('fr');
  });

  it('does not bring back what was there before a change that was made in the meantime', async () => {
    const it = languages();
    const before = it.toMember(mira, 'fr');
    world.choice = { language: 'ar', oneLanguage: true };
    it.heard(server, { language: 'ar', oneLanguage: true });
    expect((await before).locale).toBe('ar');
    expect((await it.toVisitor(server, french)).language).toBe('ar');
  });
});
