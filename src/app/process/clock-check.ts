import { DefaultRestOptions, type Interaction, type REST, type RESTOptions, Routes } from 'discord.js';
import { AGREED, type Clock, type Ms, type SystemClock } from '../../clock.ts';
import type { Log } from '../../log.ts';

type Request = RESTOptions['makeRequest'];
type Handle = (interaction: Interaction) => Promise<void>;

interface ClockCheckParts {
  readonly clock: Clock & Partial<Pick<SystemClock, 'begin' | 'hear'>>;
  readonly log: Log;
}

export type ClockCheck = ReturnType<typeof createClockCheck>;

/**
 * Holds Discord's clock against ours, by what each of its answers says of the time. The first answer of all, which comes before the bot is
 * let in, sets ours where they differ. While they differ later, or before a second answer has confirmed the first, nothing is to be
 * deleted by ours.
 */
export function createClockCheck({ clock, log }: ClockCheckParts) {
  let agrees: boolean | undefined;
  let isSet = clock.begin === undefined;

  /** @returns whether the time was wrong */
  function set(there: Ms): boolean {
    isSet = true;
    const ahead = clock.begin?.(there) ?? 0;
    if (ahead === 0) return false;
    log.warn(
      { seconds: Math.round(ahead / 1000) },
      "this machine's clock is wrong: using Discord's time. Switch on automatic time (NTP)",
    );
    return true;
  }

  /** @param there what Discord named in an answer to what was asked at `asked`: an instant in between */
  function heard(there: Ms, asked: Ms): void {
    if (Number.isNaN(there)) return;
    if (!isSet && set(there)) return;
    clock.hear?.(there);
    const off = clock.now() < there ? clock.now() - there : Math.max(0, asked - there);
    const did = agrees;
    agrees = Math.abs(off) <= 2 * AGREED;
    if (agrees === did) return;
    const seconds = Math.round(off / 1000);
    if (!agrees)
      log.warn(
        { seconds },
        "this bot's clock and Discord's differ: nothing is deleted until they agree. Switch on automatic time (NTP), and restart the bot",
      );
    else if (did === false) log.info({ seconds }, "this bot's clock and Discord's agree again");
  }

  const isSure = () => agrees === true;
  return {
    /** Sends requests by `send`, and hears what time each answer names. */
    listening:
      (send: Request = DefaultRestOptions.makeRequest): Request =>
      async (url, init) => {
        const asked = clock.now();
        const answer = await send(url, init);
        heard(Date.parse(answer.headers.get('date') ?? ''), asked);
        return answer;
      },

    /** Hears what time each interaction was made. One that has waited on its way says nothing. */
    stamping:
      (handle: Handle): Handle =>
      (interaction) => {
        // Somebody is served now, who must not see the time go back.
        isSet = true;
        clock.hear?.(interaction.createdTimestamp);
        return handle(interaction);
      },

    /** As far as Discord was heard. */
    isSure,

    /** The same, asked now; where Discord does not answer, as far as it was heard before. */
    async ask(rest: REST): Promise<boolean> {
      await rest.get(Routes.gateway()).catch(() => undefined);
      return isSure();
    },
  };
}
