import { AuditAction, type How } from './audit.ts';
import { guildOf, known } from './lookup.ts';
import type { Emoji, Id } from './types.ts';
import type { WorldParts } from './world-parts.ts';

/** Emojis of servers, and of the application. */
export interface Emojis {
  /** Emojis of the application's own. */
  readonly applicationEmojis: ReadonlyMap<Id, Emoji>;
  /** @param guildId `undefined` for the application */
  putEmoji(guildId: Id | undefined, emoji: Omit<Emoji, 'id'> & { readonly id?: Id }, how?: How): Emoji;
  deleteEmoji(guildId: Id | undefined, emojiId: Id, how?: How): void;
}

export function createEmojis(parts: WorldParts): Emojis {
  const { newId, emit, audit } = parts;
  const applicationEmojis = new Map<Id, Emoji>();

  function emojisOf(guildId: Id | undefined): Map<Id, Emoji> {
    return guildId === undefined ? applicationEmojis : guildOf(parts, guildId).emojis;
  }

  function tellEmojis(guildId: Id | undefined, how: How, action: number, { id, name }: Emoji): void {
    if (guildId === undefined) return;
    const guild = guildOf(parts, guildId);
    emit({ is: 'emojisChanged', guild });
    audit.note(guild, how, { action, targetId: id, changes: [{ key: 'name', after: name }] });
  }

  return {
    applicationEmojis,
    putEmoji(guildId, given, how = {}) {
      const emojis = emojisOf(guildId);
      const emoji: Emoji = { ...given, id: given.id ?? newId() };
      const action = emojis.has(emoji.id) ? AuditAction.EmojiUpdate : AuditAction.EmojiCreate;
      emojis.set(emoji.id, emoji);
      tellEmojis(guildId, how, action, emoji);
      return emoji;
    },
    deleteEmoji(guildId, emojiId, how = {}) {
      const emojis = emojisOf(guildId);
      const emoji = known(emojis.get(emojiId), `emoji ${emojiId}`);
      emojis.delete(emojiId);
      tellEmojis(guildId, how, AuditAction.EmojiDelete, emoji);
    },
  };
}
