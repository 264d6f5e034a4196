import { randomUUID } from 'node:crypto';
import { Intent } from '../../world/bits.ts';
import { known } from '../../world/lookup.ts';
import type { World } from '../../world/world.ts';
import { applicationFlags } from '../json/application.ts';
import { guildCreateJson } from '../json/guilds.ts';
import { ownUserJson } from '../json/users.ts';
import type { SessionManager } from './connection.ts';
import { createCounts } from './counts.ts';
import { closings, isToken, readIdentify } from './identify.ts';
import { createRequests } from './requests.ts';
import { dispatch, type Session, servesGuild } from './session.ts';

export interface GatewayDeps {
  readonly world: World;
  readonly gatewayUrl: () => string;
  /** Whether Discord's rate limits hold. */
  readonly isStrict: () => boolean;
}

/**
 * Begins the sessions, takes them up again and forgets them.
 * @param sessions those there are, by their id
 */
export function createSessionManager(
  deps: GatewayDeps,
  sessions: Map<string, Session>,
): { readonly manager: SessionManager; readonly identified: () => number } {
  const { world, isStrict } = deps;
  const { application } = world;
  const counts = createCounts(world.now, isStrict);
  let identified = 0;

  const manager: SessionManager = {
    identify({ line, version }, data) {
      const asked = readIdentify(data, application);
      if ('code' in asked) return asked;
      if (!counts.mayIdentify(asked.shard[0] % application.identifiesAtOnce)) return undefined;
      const session: Session = { id: randomUUID().replaceAll('-', ''), ...asked, line, sent: [] };
      if (data.compress === true) line.compressEach();
      sessions.set(session.id, session);
      identified += 1;
      welcome(deps, session, version);
      return session;
    },
    resume({ line }, data) {
      if (!isToken(data.token, application)) return closings.authenticationFailed;
      const session = sessions.get(String(data.session_id));
      if (!session) return undefined;
      const seq = Number(data.seq);
      if (!(seq >= 0 && seq <= session.sent.length)) return closings.invalidSeq;
      const former = session.line;
      session.line = line;
      former?.close({ code: 4000, reason: 'Resumed elsewhere.' });
      for (const missed of session.sent.slice(seq)) line.send(missed);
      dispatch(session, 'RESUMED', { _trace: ['sandbox'] });
      return session;
    },
    request: createRequests(world, isStrict),
    forget: (session) => void sessions.delete(session.id),
    newCount: counts.ofEvents,
  };

  return { manager, identified: () => identified };
}

/** Tells a new session who the bot is and, if it wants to know, the servers that its shard has. */
function welcome({ world, gatewayUrl }: GatewayDeps, session: Session, version: number): void {
  const { application, guilds, users } = world;
  const bot = known(users.get(application.botId), 'bot user');
  const own = [...guilds.values()].filter((guild) => guild.members.has(bot.id) && servesGuild(session, guild.id));
  dispatch(session, 'READY', {
    v: version,
    user: ownUserJson(bot, application),
    guilds: own.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: gatewayUrl(),
    shard: session.shard,
    application: { id: application.id, flags: applicationFlags(application) },
    session_type: 'normal',
    private_channels: [],
    relationships: [],
    presences: [],
    user_settings: {},
    _trace: ['sandbox'],
  });
  if (!(session.intents & Intent.Guilds)) return;
  for (const guild of own) dispatch(session, 'GUILD_CREATE', guildCreateJson(guild, world, session));
}
