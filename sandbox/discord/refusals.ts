import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Json } from '../world/types.ts';

/** Something Discord refuses, ready to be thrown by a route: its status, code and words. */
export function refusal(status: ContentfulStatusCode, code: number, message: string, errors?: object): HTTPException {
  const body = { message, code, ...(errors ? { errors } : {}) };
  return new HTTPException(status, { message, res: Response.json(body, { status }) });
}

/** Discord's refusals by name. */
export const refusals = {
  unauthorized: () => refusal(401, 0, '401: Unauthorized'),
  unknownChannel: () => refusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => refusal(404, 10004, 'Unknown Guild'),
  unknownMember: () => refusal(404, 10007, 'Unknown Member'),
  unknownMessage: () => refusal(404, 10008, 'Unknown Message'),
  unknownRole: () => refusal(404, 10011, 'Unknown Role'),
  unknownUser: () => refusal(404, 10013, 'Unknown User'),
  unknownWebhook: () => refusal(404, 10015, 'Unknown Webhook'),
  unknownBan: () => refusal(404, 10026, 'Unknown Ban'),
  unknownInteraction: () => refusal(404, 10062, 'Unknown interaction'),
  unknownCommand: () => refusal(404, 10063, 'Unknown application command'),
  botsCannot: () => refusal(403, 20001, 'Bots cannot use this endpoint'),
  alreadyAcknowledged: () => refusal(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => refusal(403, 50001, 'Missing Access'),
  notYourMessage: () => refusal(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => refusal(400, 50006, 'Cannot send an empty message'),
  closedToDirectMessages: () => refusal(403, 50007, 'Cannot send messages to this user'),
  missingPermissions: () => refusal(403, 50013, 'Missing Permissions'),
  invalidWebhookToken: () => refusal(401, 50027, 'Invalid Webhook Token'),
  invalidForm: (errors: Json) => refusal(400, 50035, 'Invalid Form Body', errors),
  wrongVersion: () => refusal(400, 50041, 'Invalid API version provided.'),
  noMutualServers: () => refusal(403, 50278, 'Cannot send messages to this user due to having no mutual guilds'),
  twoFactorRequired: () => refusal(403, 60003, 'Two factor is required for this operation'),
  badJson: () => refusal(400, 50109, 'The request body contains invalid JSON.'),
} as const;

/** One wrong field, in Discord's nested shape: `fieldError(['data', 'flags'], 'CODE', 'words')`. */
export function fieldError(path: readonly string[], code: string, message: string): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), { _errors: [{ code, message }] });
}
