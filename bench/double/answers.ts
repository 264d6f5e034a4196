import { botId, botRoleId, botUser, channelsOf, membership, rolesOf, serverIndex, serverJson } from './servers.ts';

/** What Discord would answer. `body` undefined: 204. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const done: Answer = { status: 204 };

/** A message of the bot, as an edit of it answers. */
const message = {
  id: '910000000000000001',
  type: 0,
  channel_id: '910000000000000002',
  author: botUser,
  content: '',
  flags: 0,
  embeds: [],
  attachments: [],
  mentions: [],
  mention_roles: [],
  mention_everyone: false,
  pinned: false,
  tts: false,
  timestamp: '2024-01-01T00:00:00.000Z',
  edited_timestamp: null,
};

interface Call {
  readonly method: string;
  /** Split at the slashes, from behind the version on. */
  readonly path: readonly string[];
  readonly body: string;
}

/** Answers the requests that a bot of the bench makes, as Discord would; undefined for those that it does not know. */
export function answerTo({ method, path, body }: Call, gatewayUrl: string): Answer | undefined {
  const [area, id = '', part, who] = path;
  switch (area) {
    case 'gateway':
      return ok({
        url: gatewayUrl,
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 16 },
      });
    case 'interactions':
      return done;
    case 'webhooks':
      return ok({ ...message, ...Object(JSON.parse(body)) });
    case 'applications':
      return ok(body === '' ? [] : JSON.parse(body));
    case 'guilds':
      return ofServer(method, serverIndex(id), part, who);
    default:
      return undefined;
  }
}

function ofServer(method: string, server: number, part: string | undefined, who: string | undefined) {
  if (part === 'members' && method !== 'GET') return done;
  switch (part) {
    case undefined:
      return ok(serverJson(server));
    case 'roles':
      return ok(rolesOf(server));
    case 'channels':
      return ok(channelsOf(server));
    case 'invites':
      return ok([]);
    case 'members':
      return ok(
        who === botId ? membership(botUser, [botRoleId(server)]) : membership({ id: who, username: 'member' }, []),
      );
    default:
      return undefined;
  }
}
