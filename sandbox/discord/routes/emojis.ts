import { type Context, Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import type { Emoji, Guild, Id } from '../../world/types.ts';
import { emojiJson } from '../json/emojis.ts';
import { bodyOf, byBot, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { fieldError, refusals } from '../refusals.ts';

const PICTURE = /^data:image\/(png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=]+$/;

/** Emojis of a server, and of the application. */
export function emojiRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { application } = world;
  const routes = new Hono<Env>();

  /** The server in the path, if the bot may change its emojis; nothing for the application's own. */
  function ownerOf(context: Context<Env>, wanted: bigint): Guild | undefined {
    const guildId = context.req.param('guild');
    if (guildId === undefined) {
      if (context.req.param('application') !== application.id) throw refusals.missingAccess();
      return undefined;
    }
    const guild = guildFor(kit, guildId);
    if (wanted !== 0n) mustMay(kit, guild, wanted);
    return guild;
  }

  const emojisOf = (guild: Guild | undefined): ReadonlyMap<Id, Emoji> => guild?.emojis ?? world.applicationEmojis;
  const json = (emoji: Emoji) => emojiJson(emoji, world.users.get(emoji.by));

  function emojiIn(context: Context<Env>, guild: Guild | undefined): Emoji {
    const emoji = emojisOf(guild).get(context.req.param('emoji') ?? '');
    if (!emoji) throw refusals.unknownEmoji();
    return emoji;
  }

  for (const base of ['/guilds/:guild/emojis', '/applications/:application/emojis']) {
    routes.get(base, (context) => {
      const guild = ownerOf(context, 0n);
      const all = [...emojisOf(guild).values()].map(json);
      return context.json(guild ? all : { items: all });
    });

    routes.post(base, (context) => {
      const guild = ownerOf(context, Permission.CreateGuildExpressions);
      const { name, image, roles } = bodyOf(context);
      if (typeof image !== 'string' || !PICTURE.test(image)) {
        throw refusals.invalidForm(fieldError(['image'], 'BASE_TYPE_REQUIRED', 'This field is required'));
      }
      const limited = Array.isArray(roles) ? roles.map(String) : [];
      const given = { name: String(name), animated: image.startsWith('data:image/gif'), by: application.botId };
      return context.json(json(world.putEmoji(guild?.id, { ...given, roles: limited }, byBot(kit, context))), 201);
    });

    routes.get(`${base}/:emoji`, (context) => context.json(json(emojiIn(context, ownerOf(context, 0n)))));

    routes.patch(`${base}/:emoji`, (context) => {
      const guild = ownerOf(context, Permission.ManageGuildExpressions);
      const emoji = emojiIn(context, guild);
      const { name, roles } = bodyOf(context);
      const changes = {
        ...(typeof name === 'string' ? { name } : {}),
        ...(roles === undefined ? {} : { roles: Array.isArray(roles) ? roles.map(String) : [] }),
      };
      return context.json(json(world.putEmoji(guild?.id, { ...emoji, ...changes }, byBot(kit, context))));
    });

    routes.delete(`${base}/:emoji`, (context) => {
      const guild = ownerOf(context, Permission.ManageGuildExpressions);
      world.deleteEmoji(guild?.id, emojiIn(context, guild).id, byBot(kit, context));
      return context.body(null, 204);
    });
  }

  return routes;
}
