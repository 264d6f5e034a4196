import { AuditAction, type How } from './audit.ts';
import { guildOf, known } from './lookup.ts';
import type { Channel, Id, Overwrite } from './types.ts';
import type { WorldParts } from './world-parts.ts';

const CATEGORY = 4;

/** One overwrite at a time. What changes in a category changes in its synced channels, too, as people and bots see it happen. */
export function createOverwrites(parts: WorldParts, channelOf: (channelId: Id) => Channel | undefined) {
  function change(channelId: Id, overwriteId: Id, overwrite: Overwrite | undefined, how: How = {}): void {
    const place = known(channelOf(channelId), `channel ${channelId}`);
    const guild = guildOf(parts, place.guildId ?? '');
    const before = place.overwrites.find(({ id }) => id === overwriteId);
    const synced = place.type === CATEGORY ? [...guild.channels.values()].filter((one) => isSynced(one, place)) : [];
    for (const channel of [place, ...synced]) {
      const others = channel.overwrites.filter(({ id }) => id !== overwriteId);
      channel.overwrites = overwrite ? [...others, overwrite] : others;
      parts.emit({ is: 'channelChanged', channel });
    }
    const action = overwrite
      ? AuditAction[before ? 'OverwriteUpdate' : 'OverwriteCreate']
      : AuditAction.OverwriteDelete;
    parts.audit.note(guild, how, { action, targetId: channelId, changes: changesOf(before, overwrite) });
  }

  return {
    setOverwrite: (channelId: Id, overwrite: Overwrite, how?: How) => change(channelId, overwrite.id, overwrite, how),
    removeOverwrite: (channelId: Id, overwriteId: Id, how?: How) => change(channelId, overwriteId, undefined, how),
  };
}

/** Discord keeps no such thing: a channel counts as synced while its overwrites are those of its category. */
function isSynced(channel: Channel, category: Channel): boolean {
  return channel.details.parent_id === category.id && written(channel.overwrites) === written(category.overwrites);
}

const written = (overwrites: readonly Overwrite[]) =>
  overwrites
    .map(({ id, allow, deny }) => `${id} ${allow} ${deny}`)
    .sort()
    .join();

function changesOf(before: Overwrite | undefined, after: Overwrite | undefined) {
  return (['allow', 'deny'] as const).map((key) => ({
    key,
    ...(before && { before: before[key].toString() }),
    ...(after && { after: after[key].toString() }),
  }));
}
