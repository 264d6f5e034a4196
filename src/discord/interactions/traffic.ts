import { DefaultRestOptions, type Interaction, type RESTOptions } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import { parseId } from './ids.ts';
import type { Handlers } from './router.ts';

/** Hears how the bot and Discord get on. Never throws. */
export interface TrafficWatch {
  /** @param kind see `kindOf`  @param ms from the interaction's arrival to the first answer that Discord took */
  answered(kind: string, ms: Ms): void;
  /** An interaction was dealt with, and Discord took no answer. */
  unanswered(kind: string): void;
  /** A request ended; with a status, unless there was no answer. */
  discordReplied(reply: { readonly status: number | undefined }): void;
}

type Request = RESTOptions['makeRequest'];
type Handle = (interaction: Interaction) => Promise<void>;

/** The path of an answer; its token goes nowhere. */
const callback = /\/interactions\/(\d+)\/[^/]+\/callback(?:\?|$)/;

/** Watches requests as they leave and interactions as they come, from outside of both. */
export function createTraffic(watch: TrafficWatch, clock: Clock) {
  /** Interactions without an answer so far. */
  const open = new Map<string, { readonly kind: string; readonly since: Ms }>();

  function firstAnswer(url: string): void {
    const [, id = ''] = callback.exec(url) ?? [];
    const waiting = open.get(id);
    if (!waiting) return;
    open.delete(id);
    watch.answered(waiting.kind, clock.now() - waiting.since);
  }

  return {
    /** discord.js' way to send a request, watched. */
    request: (async (url, init) => {
      try {
        const response = await DefaultRestOptions.makeRequest(url, init);
        watch.discordReplied({ status: response.status });
        if (response.ok) firstAnswer(url);
        return response;
      } catch (error) {
        watch.discordReplied({ status: undefined });
        throw error;
      }
    }) satisfies Request,

    /** `handle`, timed. Its end is the end of waiting for an answer. */
    timed(handle: Handle, handlers: Handlers): Handle {
      return async (interaction) => {
        const kind = kindOf(interaction, handlers);
        open.set(interaction.id, { kind, since: clock.now() });
        try {
          await handle(interaction);
        } finally {
          if (open.delete(interaction.id)) watch.unanswered(kind);
        }
      };
    },
  };
}

/** What an interaction is, among the names that there are handlers for: `/verify`, `panel:send`, or `unknown`. */
function kindOf(interaction: Interaction, handlers: Handlers): string {
  if (interaction.isChatInputCommand()) return known(handlers.commands, interaction.commandName, '/');
  if (interaction.isUserContextMenuCommand()) return known(handlers.users, interaction.commandName, 'on a member: ');
  if (!interaction.isMessageComponent() && !interaction.isModalSubmit()) return 'unknown';
  const name = parseId(interaction.customId)?.name ?? '';
  if (interaction.isButton()) return known(handlers.buttons, name);
  return known(interaction.isModalSubmit() ? handlers.modals : handlers.selects, name);
}

const known = (table: Handlers[keyof Handlers], name: string, before = '') =>
  Object.hasOwn(table, name) ? `${before}${name}` : 'unknown';
