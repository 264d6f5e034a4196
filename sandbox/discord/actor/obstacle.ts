import { Permission } from '../../world/bits.ts';
import { permissionsOf } from '../../world/permissions.ts';
import type { Command, Id } from '../../world/types.ts';
import type { Place } from './payload.ts';

/** Why a person's client would not offer them the command here, in a sentence; `undefined` when it would. */
export function obstacleTo({ body }: Command, userId: Id, { guild, channel }: Place): string | undefined {
  const contexts = Array.isArray(body.contexts) ? body.contexts : undefined;
  if (!guild) {
    const inDirect = contexts ? contexts.includes(1) : body.dm_permission !== false;
    return inDirect ? undefined : 'it is not for direct messages.';
  }
  if (contexts && !contexts.includes(0)) return 'it is not for servers.';
  return missingPermission(permissionsOf(guild, userId, channel), body.default_member_permissions);
}

/** `"0"` means administrators only. */
function missingPermission(held: bigint, wanted: unknown): string | undefined {
  if (held & Permission.Administrator) return undefined;
  if (!(held & Permission.UseApplicationCommands)) return 'Use Application Commands is missing.';
  if (typeof wanted !== 'string') return undefined;
  const bits = BigInt(wanted) || Permission.Administrator;
  return (held & bits) === bits ? undefined : `permissions ${bits} are needed.`;
}
