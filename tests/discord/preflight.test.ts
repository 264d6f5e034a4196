import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { roleObstacles, setupObstacles } from '../../src/discord/preflight/obstacles.ts';
import { channelPermissions } from '../../src/discord/preflight/permissions.ts';
import type { ServerSnapshot } from '../../src/discord/preflight/server-snapshot.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';

const { Administrator, ManageRoles, SendMessages, ViewChannel } = PermissionFlagsBits;

/** @everyone is 100 and sees nothing; the bot's role is 110, the verified role 120, one to remove 130. */
function server(
  changes: { readonly bot?: bigint; readonly level?: number; readonly position?: number } = {},
): ServerSnapshot {
  const { bot = ManageRoles | ViewChannel | SendMessages, level = 1, position = 5 } = changes;
  const role = (id: string, place: number, permissions = 0n) => ({
    id,
    position: place,
    managed: false,
    permissions: permissions.toString(),
  });
  return {
    serverId: '100',
    roles: [role('100', 0), role('110', position, bot), role('120', 2), role('130', 1)],
    bot: { user: { id: '7' }, roles: ['110'] },
    channels: [
      {
        id: '40',
        permission_overwrites: [{ id: '120', type: 0, allow: ViewChannel.toString(), deny: '0' }],
      },
    ],
    verificationLevel: level,
    ownerId: '1',
    asksFor2fa: false,
  };
}

const settings = { ...freshSettings, roleId: '120', removedRoleIds: ['130'] };

describe('the preflight', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(setupObstacles(server(), { ...settings, channelId: '40' }, [])).toEqual([]);
  });

  it("warns that Discord's own phone level is skipped by members who get a role on joining", () => {
    expect(setupObstacles(server({ level: 4 }), settings, [])).toEqual([
      { is: 'phoneLevelExempts', where: 'server', ids: ['130'] },
    ]);
    expect(setupObstacles(server({ level: 4 }), { ...settings, removedRoleIds: [] }, [])).toEqual([]);
    expect(setupObstacles(server({ level: 3 }), settings, [])).toEqual([]);
  });

  it('takes the older of two roles at one position for the higher', () => {
    expect(roleObstacles(server({ position: 2 }), '120')).toEqual([]);
    expect(roleObstacles(server({ position: 1 }), '120')).toEqual(['roleTooHigh']);
  });

  it('lets an administrator pass every overwrite', () => {
    const hidden = {
      id: '41',
      permission_overwrites: [{ id: '7', type: 1, allow: '0', deny: ViewChannel.toString() }],
    };
    const [bot, snapshot] = [{ roleIds: ['110'], memberId: '7' }, server({ bot: Administrator })];
    expect(channelPermissions(snapshot, bot, hidden)).toBe(Administrator);
    expect(channelPermissions(server(), bot, hidden)).toBe(0n);
  });

  it('applies overwrites in the order of Discord: @everyone, roles together, the member', () => {
    const overwrite = (id: string, type: number, allow: bigint, deny: bigint) => ({
      id,
      type,
      allow: allow.toString(),
      deny: deny.toString(),
    });
    const channel = {
      id: '42',
      permission_overwrites: [
        overwrite('7', 1, 0n, SendMessages),
        overwrite('110', 0, ViewChannel | SendMessages, 0n),
        overwrite('120', 0, 0n, ViewChannel),
        overwrite('100', 0, 0n, ViewChannel),
      ],
    };
    const both = { roleIds: ['110', '120'] };
    expect(channelPermissions(server(), both, channel) & (ViewChannel | SendMessages)).toBe(ViewChannel | SendMessages);
    expect(channelPermissions(server(), { ...both, memberId: '7' }, channel) & SendMessages).toBe(0n);
    expect(channelPermissions(server(), { roleIds: ['120'] }, channel)).toBe(0n);
  });
});
