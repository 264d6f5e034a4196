import { randomBytes } from 'node:crypto';
import { AuditAction, type How } from './audit.ts';
import { createEmojis, type Emojis } from './emojis.ts';
import { guildOf, known } from './lookup.ts';
import type { Channel, Guild, Id, Invite, Webhook } from './types.ts';
import type { WorldParts } from './world-parts.ts';

/** What belongs to a server beyond its members, roles and channels: invites, webhooks, emojis. */
export interface Fixtures extends Emojis {
  readonly webhooks: ReadonlyMap<Id, Webhook>;
  addInvite(channel: Channel, invite: Omit<Invite, 'code' | 'createdAt' | 'channelId'>, how?: How): Invite;
  /** The server and the invite behind a code. */
  inviteBy(code: string): { guild: Guild; invite: Invite } | undefined;
  deleteInvite(guildId: Id, code: string, how?: How): void;
  addWebhook(channel: Channel, name: string, by: Id, how?: How): Webhook;
  changeWebhook(webhook: Webhook, changes: Partial<Pick<Webhook, 'name' | 'channelId'>>, how?: How): void;
  deleteWebhook(webhook: Webhook, how?: How): void;
}

export function createFixtures(parts: WorldParts, channelOf: (channelId: Id) => Channel | undefined): Fixtures {
  const { guilds, newId, now, emit, audit } = parts;
  const webhooks = new Map<Id, Webhook>();
  const secret = (bytes: number) => randomBytes(bytes).toString('base64url');

  function note(channelId: Id, how: How, action: number, targetId: Id | null, name: string): void {
    const guild = guilds.get(channelOf(channelId)?.guildId ?? '');
    if (guild) audit.note(guild, how, { action, targetId, changes: [{ key: 'name', after: name }] });
  }

  return {
    webhooks,
    ...createEmojis(parts),
    addInvite(channel, details, how = {}) {
      const guild = guildOf(parts, channel.guildId ?? '');
      const invite: Invite = { ...details, code: secret(6), createdAt: now(), channelId: channel.id };
      guild.invites.set(invite.code, invite);
      emit({ is: 'inviteAdded', guild, invite });
      note(channel.id, how, AuditAction.InviteCreate, null, invite.code);
      return invite;
    },
    inviteBy(code) {
      for (const guild of guilds.values()) {
        const invite = guild.invites.get(code);
        const isOver = invite && invite.maxAge > 0 && now() >= invite.createdAt + invite.maxAge * 1_000;
        if (invite && !isOver) return { guild, invite };
      }
      return undefined;
    },
    deleteInvite(guildId, code, how = {}) {
      const guild = guildOf(parts, guildId);
      const invite = known(guild.invites.get(code), 'such invite');
      guild.invites.delete(code);
      emit({ is: 'inviteDeleted', guild, invite });
      note(invite.channelId, how, AuditAction.InviteDelete, null, code);
    },
    addWebhook(channel, name, by, how = {}) {
      const webhook: Webhook = { id: newId(), token: secret(48), by, channelId: channel.id, name };
      webhooks.set(webhook.id, webhook);
      emit({ is: 'webhooksChanged', channelId: channel.id });
      note(channel.id, how, AuditAction.WebhookCreate, webhook.id, name);
      return webhook;
    },
    changeWebhook(webhook, changes, how = {}) {
      const former = webhook.channelId;
      Object.assign(webhook, changes);
      for (const channelId of new Set([former, webhook.channelId])) emit({ is: 'webhooksChanged', channelId });
      note(webhook.channelId, how, AuditAction.WebhookUpdate, webhook.id, webhook.name);
    },
    deleteWebhook(webhook, how = {}) {
      webhooks.delete(webhook.id);
      emit({ is: 'webhooksChanged', channelId: webhook.channelId });
      note(webhook.channelId, how, AuditAction.WebhookDelete, webhook.id, webhook.name);
    },
  };
}
