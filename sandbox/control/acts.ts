import { z } from 'zod';
import { discordLocales } from '../world/locales.ts';
import { FAULTS } from './faults.ts';

const id = z.string().min(1).max(100);

/** A file that somebody has chosen. */
const file = z.strictObject({
  name: z.string().min(1).max(255),
  contentType: z.string().max(100),
  base64: z.base64().max(14_000_000),
});

const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** The gateway's close codes after which no bot comes back by itself. */
export const FINAL_CODES = [4004, 4010, 4011, 4012, 4013, 4014] as const;

/** Everything the page can do. `viewerId` says who does it. */
export const actSchema = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('slash'),
    viewerId: id,
    channelId: id,
    name: z.string().min(1).max(100),
    options,
  }),
  z.strictObject({
    is: z.literal('complete'),
    viewerId: id,
    channelId: id,
    name: z.string().min(1).max(100),
    options,
    focused: z.string().min(1).max(100),
  }),
  z.strictObject({
    is: z.literal('useOn'),
    viewerId: id,
    channelId: id,
    name: z.string().min(1).max(100),
    targetId: id,
  }),
  z.strictObject({ is: z.literal('press'), viewerId: id, messageId: id, customId: id }),
  z.strictObject({
    is: z.literal('select'),
    viewerId: id,
    messageId: id,
    customId: id,
    values: z.array(z.string().max(100)).max(25),
  }),
  z.strictObject({
    is: z.literal('submit'),
    viewerId: id,
    interactionId: id,
    fields: z.record(
      z.string(),
      z.union([z.string().max(4000), z.boolean(), z.array(z.string().max(100)).max(25), z.array(file).max(10)]),
    ),
  }),
  z.strictObject({
    is: z.literal('findMembers'),
    viewerId: id,
    query: z.string().max(100),
    page: z.int().min(0).max(10_000),
  }),
  z.strictObject({ is: z.literal('dismissModal'), viewerId: id }),
  z.strictObject({ is: z.literal('dismissMessage'), viewerId: id, messageId: id }),
  z.strictObject({
    is: z.literal('membership'),
    viewerId: id,
    userId: id,
    move: z.enum(['kick', 'ban', 'unban', 'add', 'leave', 'rejoin']),
  }),
  z.strictObject({ is: z.literal('directMessages'), viewerId: id, open: z.boolean() }),
  z.strictObject({ is: z.literal('boost'), viewerId: id, on: z.boolean() }),
  z.strictObject({ is: z.literal('language'), viewerId: id, locale: z.enum(discordLocales) }),
  z.strictObject({ is: z.literal('serverLanguage'), viewerId: id, locale: z.enum(discordLocales) }),
  z.strictObject({ is: z.literal('role'), viewerId: id, roleId: id, move: z.enum(['up', 'down', 'delete']) }),
  z.strictObject({
    is: z.literal('botPermission'),
    viewerId: id,
    permission: z.enum(['ManageRoles', 'SendMessages', 'KickMembers', 'ViewAuditLog', 'BanMembers', 'ManageGuild']),
    on: z.boolean(),
  }),
  z.strictObject({ is: z.literal('reply'), number: z.string().regex(/^\+\d{3,15}$/), body: z.enum(['STOP', 'START']) }),
  z.strictObject({ is: z.literal('call'), callId: id, move: z.enum(['answer', 'decline', 'hangUp']) }),
  z.strictObject({ is: z.literal('key'), callId: id, key: z.string().regex(/^[0-9*#]$/) }),
  z.strictObject({
    is: z.literal('fault'),
    fault: z.enum(FAULTS),
    on: z.boolean(),
  }),
  z.strictObject({ is: z.literal('acceptRules'), viewerId: id }),
  z.strictObject({ is: z.literal('option'), viewerId: id, optionId: id, on: z.boolean() }),
  z.strictObject({ is: z.literal('memberRole'), viewerId: id, userId: id, roleId: id, on: z.boolean() }),
  z.strictObject({ is: z.literal('deleteChannel'), viewerId: id, channelId: id }),
  z.strictObject({ is: z.literal('bot'), what: z.enum(['refuseOnce', 'resetToken', 'start']) }),
  z.strictObject({ is: z.literal('hangUp'), code: z.literal(FINAL_CODES) }),
  z.strictObject({ is: z.literal('skip'), ms: z.int().min(1).max(86_400_000) }),
]);

export type Act = z.infer<typeof actSchema>;
