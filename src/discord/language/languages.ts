import type { Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import type { Text, Texts } from '../../text/texts.ts';
import type { Servers } from '../rest/servers.ts';

/** How long what was read of a server's settings is enough for its interactions; what this process changes, it knows at once. */
const FRESH: Ms = 60_000;
/** The first interaction of a server waits no longer for its settings: Discord gives an answer three seconds, and the handler reads them too. */
const PATIENCE: Ms = 500;
const MOST_SERVERS = 10_000;

/** What an admin has chosen of it. */
export type LanguageChoice = Pick<ServerSettings, 'language' | 'oneLanguage'>;

/** Of an interaction, what Discord says about languages. */
export interface Spoken {
  /** The language of the member's client. */
  readonly locale: string;
  /** The language that the server has at Discord; null in direct messages. */
  readonly guildLocale: string | null;
}

/**
 * The languages of a member's client and of their server at Discord: what may be remembered of them, and hints at their country. What they
 * read is another question.
 */
export const clientLanguages = ({ locale, guildLocale }: Spoken) => ({
  own: locale,
  servers: guildLocale ?? undefined,
});

/** What somebody reads. */
export interface Reading {
  readonly text: Text;
  /** Discord's name of the language, also where there are no texts in it. */
  readonly language: string;
}

/** Says which language is whose. Nothing else decides it; `tests/structure/languages.test.ts` holds that. */
export interface Languages {
  /**
   * What everybody on a server reads together: the notice, and what the staff are told.
   * @param spoken by an interaction there, which knows the language that Discord has without a question
   */
  toAll(serverId: string, spoken?: Spoken): Promise<Text>;
  /** What a member is written to in, by direct message. @param theirs their language where the caller knows it */
  toMember(who: Who, theirs?: string): Promise<Text>;
  /** What the person reads who pressed or typed something. It waits for the store at most once a server. Never rejects. */
  toVisitor(serverId: string, spoken: Spoken): Promise<Reading>;
  /** The same, by what is known without the store. */
  atOnce(serverId: string | undefined, spoken: Spoken): Reading;
  /** The same words where the help button meant is that of the member's own panel, and not that of the notice. */
  onPanel(text: Text): Text;
  /** The language that a server has at Discord. */
  ofDiscord(serverId: string): Promise<string>;
  /** The settings of a server were changed here. */
  heard(serverId: string, settings: LanguageChoice): void;
}

export interface LanguagesParts {
  readonly texts: Texts;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly servers: Pick<Servers, 'preferredLocale'>;
  /** The language in which a member was last seen to read, as far as that is kept. */
  readonly lastRead: (who: Who) => Promise<string | undefined>;
  readonly clock: Clock;
}

/** The language of a server by its settings, or by Discord's. */
const ofServer = ({ language }: LanguageChoice, discords: string) => language ?? discords;

/** The language that somebody reads: their own, unless everybody on the server reads one. */
function ofPerson(choice: LanguageChoice, { locale, guildLocale }: Spoken): string {
  return choice.oneLanguage ? ofServer(choice, guildLocale ?? locale) : locale;
}

export function createLanguages(parts: LanguagesParts): Languages {
  const { texts, servers, lastRead } = parts;
  const choices = createChoices(parts);
  const ofDiscord = (serverId: string) => servers.preferredLocale(serverId);

  async function toAll(serverId: string, spoken?: Spoken): Promise<Text> {
    const choice = await choices.fresh(serverId);
    return texts.for(choice.language ?? spoken?.guildLocale ?? (await ofDiscord(serverId)));
  }

  const reading = (choice: LanguageChoice, spoken: Spoken): Reading => {
    const language = ofPerson(choice, spoken);
    return { text: texts.for(language, ofServer(choice, spoken.guildLocale ?? language)), language };
  };

  return {
    toAll,
    ofDiscord,
    heard: choices.heard,

    async toMember(who, theirs) {
      const choice = await choices.fresh(who.serverId);
      const posted = ofServer(choice, await ofDiscord(who.serverId));
      const known = choice.oneLanguage ? undefined : (theirs ?? (await lastRead(who)));
      return texts.for(known ?? posted, posted);
    },

    toVisitor: async (serverId, spoken) => reading(await choices.quick(serverId), spoken),

    onPanel: ({ locale }) => texts.for(locale),

    atOnce: (serverId, spoken) => reading(serverId === undefined ? unchosen : choices.known(serverId), spoken),
  };
}

const unchosen: LanguageChoice = { oneLanguage: false };

/** What the admins of servers have chosen, read as rarely as interactions allow. */
function createChoices({ settings, clock }: Pick<LanguagesParts, 'settings' | 'clock'>) {
  const read = new Map<string, { readonly choice: LanguageChoice; readonly at: Ms }>();
  const underway = new Map<string, Promise<LanguageChoice>>();
  const known = (serverId: string): LanguageChoice => read.get(serverId)?.choice ?? unchosen;

  function heard(serverId: string, { language, oneLanguage }: LanguageChoice): LanguageChoice {
    const choice = { ...(language !== undefined && { language }), oneLanguage };
    if (read.size >= MOST_SERVERS) read.clear();
    read.set(serverId, { choice, at: clock.now() });
    return choice;
  }

  /** Throws `StoreUnavailable`. */
  async function fresh(serverId: string): Promise<LanguageChoice> {
    const before = read.get(serverId);
    const found = (await settings.load(serverId)) ?? unchosen;
    // Where an admin changed it in the meantime, what was read may be older than that.
    return read.get(serverId) === before ? heard(serverId, found) : known(serverId);
  }

  /** A store that is down changes nobody's language. */
  function refreshed(serverId: string): Promise<LanguageChoice> {
    const before = underway.get(serverId);
    if (before) return before;
    const reading = fresh(serverId)
      .catch(() => known(serverId))
      .finally(() => underway.delete(serverId));
    underway.set(serverId, reading);
    return reading;
  }

  return {
    known,
    fresh,
    heard: (serverId: string, choice: LanguageChoice) => void heard(serverId, choice),

    /** What was read lately; what is older is good for one interaction more, while it is read again. */
    async quick(serverId: string): Promise<LanguageChoice> {
      const found = read.get(serverId);
      if (found && clock.now() < found.at + FRESH) return found.choice;
      const reading = refreshed(serverId);
      return found ? found.choice : soon(reading, () => known(serverId));
    },
  };

  /** What comes in time, or else something other. */
  function soon<T>(wanted: Promise<T>, other: () => T): Promise<T> {
    return new Promise((resolve) => {
      const cancel = clock.after(PATIENCE, () => resolve(other()));
      void wanted.then((found) => {
        cancel();
        resolve(found);
      });
    });
  }
}
