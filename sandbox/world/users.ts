import { known } from './lookup.ts';
import type { Id, User } from './types.ts';
import type { WorldParts } from './world-parts.ts';

export interface NewUser {
  readonly username: string;
  readonly displayName: string;
  /** `en-US`, unless told otherwise. */
  readonly locale?: string;
  readonly phone?: string;
  /** When the account was made, ms; now, unless told otherwise. The id carries it. */
  readonly createdAt?: number;
  /** Another bot. */
  readonly bot?: boolean;
  /** One of a crowd. */
  readonly isExtra?: boolean;
}

/** People, and the bot. */
export interface Users {
  addUser(user: NewUser): User;
  /** Opens or closes a person to direct messages from bots. */
  setDirectMessages(userId: Id, open: boolean): void;
  /** A person's client is in another language from now on. */
  setLocale(userId: Id, locale: string): void;
  /** A person or the bot is called otherwise from now on. */
  rename(userId: Id, username: string): void;
}

/** @param newId a new id, as of an instant or of now */
export function createUsers({ users, emit }: WorldParts, newId: (at?: number) => Id): Users {
  return {
    rename(userId, username) {
      const user = known(users.get(userId), `user ${userId}`);
      user.username = username;
      emit({ is: 'userChanged', user });
    },
    addUser({ username, displayName, locale = 'en-US', phone, createdAt, bot = false, isExtra = false }) {
      const user: User = {
        id: newId(createdAt),
        username,
        displayName,
        bot,
        isExtra,
        locale,
        takesDirectMessages: !bot,
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
    setLocale(userId, locale) {
      const user = known(users.get(userId), `user ${userId}`);
      user.locale = locale;
      emit({ is: 'userChanged', user });
    },
  };
}

/** The bot as a user, named as its application is. */
export function botUser(id: Id, name: string): User {
  return {
    id,
    username: name,
    displayName: name,
    bot: true,
    isExtra: false,
    locale: 'en-US',
    takesDirectMessages: false,
  };
}
