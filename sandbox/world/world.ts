import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import { AuditAction, type AuditBook, createAudit, type How } from './audit.ts';
import { type Cdn, createCdn } from './cdn.ts';
import { createChanges } from './changes.ts';
import { type CommandBook, createCommands } from './commands.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFixtures, type Fixtures } from './fixtures.ts';
import { createGuilds, type Guilds } from './guilds.ts';
import { createInteractions, type InteractionBook } from './interactions.ts';
import { createMessages, type MessageBook } from './messages.ts';
import { createReactions, type Reactions } from './reactions.ts';
import { snowflakes } from './snowflakes.ts';
import type { Application, Change, Guild, Id, User } from './types.ts';
import { botUser, createUsers, type Users } from './users.ts';
import type { WorldParts } from './world-parts.ts';

/** The Discord side of the sandbox: everything there is, and what may happen to it without asking the bot. */
export interface World extends Users, Guilds, Reactions, Fixtures {
  readonly application: Application;
  readonly users: ReadonlyMap<Id, User>;
  readonly messages: MessageBook;
  readonly commands: CommandBook;
  readonly interactions: InteractionBook;
  readonly faults: Faults;
  readonly audit: AuditBook;
  /** The files that people give with commands and forms. */
  readonly files: Cdn;
  /** The sandbox's present instant, ms. */
  now(): number;
  /** A new id, as of now. */
  newId(): Id;
  /** Gives the bot another token: requests with the former one are answered 401, its connections are closed with 4004. */
  resetToken(): void;
  deleteMessage(messageId: Id): void;
  /** Writes down that several messages were deleted at once. */
  noteBulkDelete(guild: Guild, channelId: Id, count: number, how: How): void;
  /** Somebody is typing. */
  type(channelId: Id, userId: Id): void;
  subscribe(listener: (change: Change) => void): () => void;
  /** The first value other than `undefined` and `false` that `probe` gives, looking now and after every change. Rejects after 5 s of real time. */
  until<T>(probe: () => T | undefined | false): Promise<T>;
}

/** An empty world with one application and its bot user, named `Latchkey` unless told otherwise. */
export function createWorld({ clock, name = 'Latchkey' }: { clock: SandboxClock; name?: string }): World {
  const now = () => clock.now();
  const newId = snowflakes(now);
  const { emit, subscribe, until } = createChanges<Change>();
  const secret = () => randomBytes(24).toString('base64url');

  const botId = newId();
  const newToken = () => `${Buffer.from(botId).toString('base64url')}.sandbox.${secret()}`;
  const application = newApplication(botId, name, newToken());
  const users = new Map([[botId, botUser(botId, name)]]);

  const audit = createAudit({ newId, now, emit });
  const parts: WorldParts = {
    users,
    guilds: new Map(),
    directChannels: new Map(),
    newId,
    now,
    emit,
    audit,
    after: clock.after,
  };
  const placeOf = (channelId: Id) => {
    const channel = places.channel(channelId);
    return { channel, guild: parts.guilds.get(channel?.guildId ?? '') };
  };
  const places = createGuilds(parts, application);
  const messages = createMessages({ ...parts, placeOf });

  return {
    application,
    users,
    messages,
    now,
    newId: () => newId(),
    subscribe,
    until,
    commands: createCommands(parts),
    interactions: createInteractions({ newId, now, emit, newToken: secret, after: clock.after }),
    audit,
    files: createCdn(application.id, now),
    faults: createFaults(parts),
    ...places,
    ...createUsers(parts, newId),
    ...createReactions(parts),
    ...createFixtures(parts, places.channel),
    noteBulkDelete(guild, channelId, count, how) {
      const changes = [{ key: 'count', after: count }];
      audit.note(guild, how, { action: AuditAction.MessageBulkDelete, targetId: channelId, changes });
    },
    type: (channelId, userId) => emit({ is: 'typing', channelId, userId }),
    resetToken() {
      application.token = newToken();
      emit({ is: 'tokenReset' });
    },
    deleteMessage(messageId) {
      const message = messages.get(messageId);
      if (!message) throw new Error(`The sandbox has no message ${messageId}.`);
      messages.remove(message);
    },
  };
}

/** An application of one shard and no privileged intent. */
function newApplication(id: Id, name: string, token: string): Application {
  return {
    id,
    botId: id,
    name,
    token,
    ownerHasTwoFactor: false,
    privilegedIntents: 0,
    recommendedShards: 1,
    identifiesAtOnce: 1,
    fewestShards: 1,
  };
}
