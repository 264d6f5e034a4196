import * as spec from 'discord-api-spec/zod';
import { problemsOfCallback } from './callbacks.ts';
import { checkCommands, problemsOfCommand } from './commands.ts';
import type { Problem } from './errors.ts';
import { inlineBodies } from './inline-bodies.ts';
import { isObject, type JsonObject } from './json.ts';
import { problemsOfMessage } from './messages.ts';
import { problemsBySchema, type Schema } from './schema.ts';

/** What the caller knows and the request does not say: whether the message that it edits is Components V2. */
export interface RequestContext {
  readonly isV2?: boolean;
}

type Check = (body: unknown, context: RequestContext) => Iterable<Problem>;

const NOT_AN_OBJECT: Problem = {
  at: [],
  code: 'MODEL_TYPE_CONVERT',
  message: 'Only dictionaries may be used in a ModelType',
};

const object =
  (check: (body: JsonObject, context: RequestContext) => Iterable<Problem>): Check =>
  (body, context) =>
    isObject(body) ? check(body, context) : [NOT_AN_OBJECT];

const bySchema = (schema: Schema): Check => object((body) => problemsBySchema(schema, body));

const orNothing =
  (check: Check): Check =>
  (body, context) =>
    body === undefined ? [] : check(body, context);

const newMessage = (schema: Schema): Check =>
  object((body) => [...problemsBySchema(schema, body), ...problemsOfMessage(body, [], { is: 'new' })]);

const editedMessage = (schema: Schema): Check =>
  object((body, { isV2 = false }) => [
    ...problemsBySchema(schema, body),
    ...problemsOfMessage(body, [], { is: 'edit', isV2 }),
  ]);

const command = (schema: Schema, isPart: boolean): Check =>
  object((body) => [...problemsBySchema(schema, body), ...problemsOfCommand({ value: body, at: [] }, isPart)]);

function* commandSet(body: unknown): Generator<Problem> {
  if (!Array.isArray(body)) {
    yield { at: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    return;
  }
  for (const [index, one] of body.entries()) {
    yield* problemsBySchema(spec.ApplicationCommandUpdateRequestSchema, one, [index]);
  }
  yield* checkCommands(body);
}

const callback = object((body, { isV2 = false }) => problemsOfCallback(body, isV2));

/** A channel or a thread: what fits one of them is taken. */
function problemsOfChannel(body: JsonObject): Problem[] {
  const ofChannel = problemsBySchema(spec.UpdateGuildChannelRequestPartialSchema, body);
  return THREAD_FIELDS.some((field) => field in body)
    ? problemsBySchema(spec.UpdateThreadRequestPartialSchema, body)
    : ofChannel;
}

const THREAD_FIELDS = ['archived', 'locked', 'invitable', 'auto_archive_duration'];

/** The routes whose bodies are checked, `*` for one segment. The rest have no body, or none that is known here. */
const ROUTES: readonly (readonly [method: string, path: string, check: Check])[] = [
  ['POST', '/interactions/*/*/callback', callback],
  ['POST', '/webhooks/*/*', newMessage(spec.IncomingWebhookRequestPartialSchema)],
  ['PATCH', '/webhooks/*/*/messages/*', editedMessage(spec.IncomingWebhookUpdateRequestPartialSchema)],
  ['POST', '/channels/*/messages', newMessage(spec.MessageCreateRequestSchema)],
  ['PATCH', '/channels/*/messages/*', editedMessage(spec.MessageEditRequestPartialSchema)],
  ['PUT', '/applications/*/commands', commandSet],
  ['POST', '/applications/*/commands', command(spec.ApplicationCommandCreateRequestSchema, false)],
  ['PATCH', '/applications/*/commands/*', command(spec.ApplicationCommandPatchRequestPartialSchema, true)],
  ['PUT', '/applications/*/guilds/*/commands', commandSet],
  ['POST', '/applications/*/guilds/*/commands', command(spec.ApplicationCommandCreateRequestSchema, false)],
  ['PATCH', '/applications/*/guilds/*/commands/*', command(spec.ApplicationCommandPatchRequestPartialSchema, true)],
  ['POST', '/users/@me/channels', bySchema(spec.CreatePrivateChannelRequestSchema)],
  ['PATCH', '/users/@me', bySchema(inlineBodies.ownUser)],
  ['POST', '/guilds/*/roles', orNothing(bySchema(spec.CreateRoleRequestSchema))],
  ['PATCH', '/guilds/*/roles/*', bySchema(spec.UpdateRoleRequestPartialSchema)],
  ['POST', '/guilds/*/channels', bySchema(spec.CreateGuildChannelRequestSchema)],
  ['PATCH', '/channels/*', object(problemsOfChannel)],
  ['PATCH', '/guilds/*', bySchema(spec.GuildPatchRequestPartialSchema)],
  ['PATCH', '/guilds/*/members/@me', bySchema(inlineBodies.ownMember)],
  ['PATCH', '/guilds/*/members/@me/nick', bySchema(inlineBodies.ownMember)],
  ['PATCH', '/guilds/*/members/*', bySchema(inlineBodies.member)],
  ['POST', '/channels/*/messages/bulk-delete', bySchema(inlineBodies.bulkDelete)],
  ['PUT', '/channels/*/permissions/*', bySchema(inlineBodies.overwrite)],
  ['POST', '/channels/*/invites', orNothing(bySchema(spec.CreateGuildInviteRequestSchema))],
  ['POST', '/channels/*/threads', bySchema(spec.CreateTextThreadWithoutMessageRequestSchema)],
  ['POST', '/channels/*/messages/*/threads', bySchema(spec.CreateTextThreadWithMessageRequestSchema)],
  ['POST', '/channels/*/webhooks', bySchema(inlineBodies.webhook)],
  ['PATCH', '/webhooks/*', bySchema(inlineBodies.webhookChange)],
  ['PATCH', '/webhooks/*/*', bySchema(inlineBodies.webhookChange)],
  ['POST', '/guilds/*/emojis', bySchema(inlineBodies.emoji)],
  ['PATCH', '/guilds/*/emojis/*', bySchema(inlineBodies.emojiChange)],
  ['POST', '/applications/*/emojis', bySchema(inlineBodies.emoji)],
  ['PATCH', '/applications/*/emojis/*', bySchema(inlineBodies.emojiChange)],
  ['PUT', '/guilds/*/bans/*', orNothing(bySchema(spec.BanUserFromGuildRequestSchema))],
];

/** Everything Discord would refuse in this body; nothing for routes without one. */
export function problemsOfRequest(method: string, path: string, body: unknown, context: RequestContext): Problem[] {
  const route = nearest(ROUTES, method, path);
  return route ? [...route[2](body, context)] : [];
}

/** The row whose pattern names most of the path: `/messages/pins` before `/messages/*`. */
export function nearest<Row extends readonly [method: string, path: string, ...unknown[]]>(
  rows: readonly Row[],
  method: string,
  path: string,
): Row | undefined {
  const open = ([, pattern]: Row) => pattern.split('*').length;
  const fitting = rows.filter(([verb, pattern]) => verb === method && matches(pattern, path));
  return fitting.toSorted((one, other) => open(one) - open(other))[0];
}

/** Whether a path fits a pattern in which `*` stands for one segment. */
export function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, index) => part === '*' || part === given[index]);
}
