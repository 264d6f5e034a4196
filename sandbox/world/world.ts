import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import { AuditAction, type AuditBook, createAudit, type How } from './audit.ts';
import { createChanges } from './changes.ts';
import { type CommandBook, createCommands } from './commands.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFixtures, type Fixtures } from './fixtures.ts';
import { createGuilds, type Guilds } from './guilds.ts';
import { createInteractions, type InteractionBook } from './interactions.ts';
import { known } from './lookup.ts';
import { createMessages, type MessageBook } from './messages.ts';
import { createReactions, type Reactions } from './reactions.ts';
import { snowflakes } from './snowflakes.ts';
import type { Application, Change, Guild, Id, User } from './types.ts';
import type { WorldParts } from './world-parts.ts';

/** The Discord side of the sandbox: everything there is, and what may happen to it without asking the bot. */
export interface World extends Guilds, Reactions, Fixtures {
  readonly application: Application;
  readonly users: ReadonlyMap<Id, User>;
  readonly messages: MessageBook;
  readonly commands: CommandBook;
  readonly interactions: InteractionBook;
  readonly faults: Faults;
  readonly audit: AuditBook;
  /** The sandbox's present instant, ms. */
  now(): number;
  /** A new id, as of now. */
  newId(): Id;
  addUser(user: NewUser): User;
  /** Opens or closes a person to direct messages from bots. */
  setDirectMessages(userId: Id, open: boolean): void;
  /** Gives the bot another token: requests with the former one are answered 401, its connections are closed with 4004. */
  resetToken(): void;
  deleteMessage(messageId: Id): void;
  /** Writes down that several messages were deleted at once. */
  noteBulkDelete(guild: Guild, channelId: Id, count: number, how: How): void;
  /** Somebody is typing. */
  type(channelId: Id, userId: Id): void;
  /** A person or the bot is called otherwise from now on. */
  rename(userId: Id, username: string): void;
  subscribe(listener: (change: Change) => void): () => void;
  /** The first value other than `undefined` and `false` that `probe` gives, looking now and after every change. Rejects after 5 s of real time. */
  until<T>(probe: () => T | undefined | false): Promise<T>;
}

export interface NewUser {
  readonly username: string;
  readonly displayName: string;
  /** `en-US`, unless told otherwise. */
  readonly locale?: string;
  readonly phone?: string;
  /** When the account was made, ms; now, unless told otherwise. The id carries it. */
  readonly createdAt?: number;
}

/** An empty world with one application and its bot user, named `Latchkey` unless told otherwise. */
export function createWorld({ clock, name = 'Latchkey' }: { clock: SandboxClock; name?: string }): World {
  const now = () => clock.now();
  const newId = snowflakes(now);
  const { emit, subscribe, until } = createChanges<Change>();
  const secret = () => randomBytes(24).toString('base64url');

  const botId = newId();
  const newToken = () => `${Buffer.from(botId).toString('base64url')}.sandbox.${secret()}`;
  const application: Application = {
    id: botId,
    botId,
    name,
    token: newToken(),
    ownerHasTwoFactor: false,
    privilegedIntents: 0,
    recommendedShards: 1,
    identifiesAtOnce: 1,
    fewestShards: 1,
  };
  const users = new Map<Id, User>();
  users.set(botId, {
    id: botId,
    username: name,
    displayName: name,
    bot: true,
    locale: 'en-US',
    takesDirectMessages: false,
  });

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
    faults: createFaults(parts),
    ...places,
    ...createReactions(parts),
    ...createFixtures(parts, places.channel),
    noteBulkDelete(guild, channelId, count, how) {
      const changes = [{ key: 'count', after: count }];
      audit.note(guild, how, { action: AuditAction.MessageBulkDelete, targetId: channelId, changes });
    },
    type: (channelId, userId) => emit({ is: 'typing', channelId, userId }),
    rename(userId, username) {
      const user = known(users.get(userId), `user ${userId}`);
      user.username = username;
      emit({ is: 'userChanged', user });
    },
    addUser({ username, displayName, locale = 'en-US', phone, createdAt }) {
      const user: User = {
        id: newId(createdAt),
        username,
        displayName,
        bot: false,
        locale,
        takesDirectMessages: true,
        ...(phone ? { phone } : {}),
      };
      users.set(user.id, user);
      return user;
    },
    setDirectMessages(userId, open) {
      const user = known(users.get(userId), `user ${userId}`);
      user.takesDirectMessages = open;
      emit({ is: 'userChanged', user });
    },
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
