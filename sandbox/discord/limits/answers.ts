import * as spec from 'discord-api-spec/zod';
import * as z from 'zod/mini';
import { isObject, type JsonObject } from './json.ts';
import { nearest } from './requests.ts';
import { problemsBySchema, type Schema } from './schema.ts';

interface Shape {
  readonly schema: Schema;
  readonly isList?: boolean;
}

/** Routes whose answers are known, `*` for one segment. */
const ANSWERS: readonly (readonly [method: string, path: string, shape: Shape])[] = [
  ['POST', '/interactions/*/*/callback', { schema: spec.InteractionCallbackResponseSchema }],
  ['POST', '/webhooks/*/*', { schema: spec.MessageResponseSchema }],
  ['GET', '/webhooks/*/*/messages/*', { schema: spec.MessageResponseSchema }],
  ['PATCH', '/webhooks/*/*/messages/*', { schema: spec.MessageResponseSchema }],
  ['GET', '/channels/*', { schema: spec.GuildChannelResponseSchema }],
  ['GET', '/channels/*/messages', { schema: spec.MessageResponseSchema, isList: true }],
  ['POST', '/channels/*/messages', { schema: spec.MessageResponseSchema }],
  ['GET', '/channels/*/messages/*', { schema: spec.MessageResponseSchema }],
  ['PATCH', '/channels/*/messages/*', { schema: spec.MessageResponseSchema }],
  ['GET', '/applications/@me', { schema: spec.PrivateApplicationResponseSchema }],
  ['GET', '/oauth2/applications/@me', { schema: spec.PrivateApplicationResponseSchema }],
  ['GET', '/applications/*/commands', { schema: spec.ApplicationCommandResponseSchema, isList: true }],
  ['PUT', '/applications/*/commands', { schema: spec.ApplicationCommandResponseSchema, isList: true }],
  ['POST', '/applications/*/commands', { schema: spec.ApplicationCommandResponseSchema }],
  ['GET', '/applications/*/guilds/*/commands', { schema: spec.ApplicationCommandResponseSchema, isList: true }],
  ['PUT', '/applications/*/guilds/*/commands', { schema: spec.ApplicationCommandResponseSchema, isList: true }],
  ['POST', '/applications/*/guilds/*/commands', { schema: spec.ApplicationCommandResponseSchema }],
  ['GET', '/users/@me', { schema: spec.UserPIIResponseSchema }],
  ['GET', '/users/@me/guilds', { schema: spec.MyGuildResponseSchema, isList: true }],
  ['POST', '/users/@me/channels', { schema: spec.PrivateChannelResponseSchema }],
  ['GET', '/users/*', { schema: spec.UserResponseSchema }],
  ['GET', '/gateway', { schema: spec.GatewayResponseSchema }],
  ['GET', '/gateway/bot', { schema: spec.GatewayBotResponseSchema }],
  ['GET', '/guilds/*', { schema: spec.GuildWithCountsResponseSchema }],
  ['GET', '/guilds/*/audit-logs', { schema: spec.GuildAuditLogResponseSchema }],
  ['GET', '/guilds/*/onboarding', { schema: spec.UserGuildOnboardingResponseSchema }],
  ['GET', '/guilds/*/channels', { schema: spec.GuildChannelResponseSchema, isList: true }],
  ['POST', '/guilds/*/channels', { schema: spec.GuildChannelResponseSchema }],
  ['GET', '/guilds/*/roles', { schema: spec.GuildRoleResponseSchema, isList: true }],
  ['POST', '/guilds/*/roles', { schema: spec.GuildRoleResponseSchema }],
  ['GET', '/guilds/*/roles/member-counts', { schema: z.record(z.string(), z.int()) }],
  ['GET', '/guilds/*/roles/*', { schema: spec.GuildRoleResponseSchema }],
  ['PATCH', '/guilds/*/roles/*', { schema: spec.GuildRoleResponseSchema }],
  ['GET', '/guilds/*/members', { schema: spec.GuildMemberResponseSchema, isList: true }],
  ['GET', '/guilds/*/members/search', { schema: spec.GuildMemberResponseSchema, isList: true }],
  ['GET', '/guilds/*/members/*', { schema: spec.GuildMemberResponseSchema }],
  ['PATCH', '/guilds/*/members/*', { schema: spec.GuildMemberResponseSchema }],
  ['PATCH', '/channels/*', { schema: spec.GuildChannelResponseSchema }],
  ['DELETE', '/channels/*', { schema: spec.GuildChannelResponseSchema }],
  ['POST', '/channels/*/threads', { schema: spec.CreatedThreadResponseSchema }],
  ['POST', '/channels/*/messages/*/threads', { schema: spec.ThreadResponseSchema }],
  ['GET', '/guilds/*/threads/active', { schema: spec.ThreadsResponseSchema }],
  ['GET', '/guilds/*/emojis', { schema: spec.EmojiResponseSchema, isList: true }],
  ['POST', '/guilds/*/emojis', { schema: spec.EmojiResponseSchema }],
  ['PATCH', '/guilds/*/emojis/*', { schema: spec.EmojiResponseSchema }],
  ['GET', '/applications/*/emojis', { schema: spec.ListApplicationEmojisResponseSchema }],
  ['POST', '/applications/*/emojis', { schema: spec.EmojiResponseSchema }],
  ['POST', '/channels/*/invites', { schema: spec.GuildInviteResponseSchema }],
  ['GET', '/channels/*/invites', { schema: spec.GuildInviteResponseSchema, isList: true }],
  ['GET', '/guilds/*/invites', { schema: spec.GuildInviteResponseSchema, isList: true }],
  ['GET', '/invites/*', { schema: spec.GuildInviteResponseSchema }],
  ['POST', '/channels/*/webhooks', { schema: spec.GuildIncomingWebhookResponseSchema }],
  ['GET', '/channels/*/messages/pins', { schema: spec.PinnedMessagesResponseSchema }],
  ['GET', '/channels/*/pins', { schema: spec.MessageResponseSchema, isList: true }],
  ['PATCH', '/guilds/*', { schema: spec.GuildResponseSchema }],
  ['GET', '/guilds/*/bans', { schema: spec.GuildBanResponseSchema, isList: true }],
  ['GET', '/guilds/*/bans/*', { schema: spec.GuildBanResponseSchema }],
];

/**
 * What is wrong with an answer that the sandbox gave, one sentence each; empty when nothing is. `path` as in
 * checkRequest; `body` undefined where there was none. Answers of routes that are not listed are taken as they are.
 */
export function checkAnswer(method: string, path: string, status: number, body: unknown): string[] {
  if (status === 204) return body === undefined ? [] : ['204 must have no body'];
  if (status >= 400) return checkError(status, body);
  const shape = shapeOf(method, path, body);
  if (!shape) return [];
  if (!shape.isList) return sentences(shape.schema, truthful(body));
  if (!Array.isArray(body)) return ['must be a list'];
  return body.flatMap((one, index) => sentences(shape.schema, truthful(one), `${index}.`));
}

// A limit's answer has fields of its own, and a code only sometimes, though the document demands one. Errors below `errors` are left out: the document says their codes are
// numbers, while Discord sends words such as BASE_TYPE_REQUIRED.
function checkError(status: number, body: unknown): string[] {
  if (status === 429) return sentences(spec.RatelimitedResponseSchema, isObject(body) ? { code: 0, ...body } : body);
  return sentences(spec.ErrorSchema, body);
}

function shapeOf(method: string, path: string, body: unknown): Shape | undefined {
  const shape = nearest(ANSWERS, method, path)?.[2];
  if (!isObject(body) || shape?.schema !== spec.GuildChannelResponseSchema) return shape;
  if (body.type === 1) return { schema: spec.PrivateChannelResponseSchema };
  return 'thread_metadata' in body ? { schema: spec.ThreadResponseSchema } : shape;
}

const sentences = (schema: Schema, body: unknown, prefix = ''): string[] =>
  problemsBySchema(schema, body).map(({ at, message }) => `${prefix}${at.join('.')}: ${message}`);

/**
 * The answer without what the document gets wrong: a server's features are an open list, and the answer to a deferred
 * reply or update says 5 or 6 where the document knows only 4 and 7.
 */
function truthful(body: unknown): unknown {
  if (!isObject(body)) return body;
  const features = Array.isArray(body.features) ? { features: [] } : {};
  return { ...body, ...features, ...(isObject(body.resource) ? { resource: undeferred(body.resource) } : {}) };
}

function undeferred(resource: JsonObject): JsonObject {
  if (resource.type === 5) return { ...resource, type: 4 };
  return resource.type === 6 ? { ...resource, type: 7 } : resource;
}
