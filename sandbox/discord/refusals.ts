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
  unknownInvite: () => refusal(404, 10006, 'Unknown Invite'),
  unknownOverwrite: () => refusal(404, 10009, 'Unknown Overwrite'),
  unknownEmoji: () => refusal(404, 10014, 'Unknown Emoji'),
  tooManyPins: () => refusal(400, 30003, 'Maximum number of pins reached for the channel (250)'),
  tooLarge: () => refusal(413, 40005, 'Request entity too large'),
  notInVoice: () => refusal(400, 40032, 'Target user is not connected to voice.'),
  notInDirectMessages: () => refusal(403, 50003, 'Cannot execute action on a DM channel'),
  invalidRole: () => refusal(400, 50028, 'Invalid Role'),
  tooOldToDelete: () => refusal(400, 50034, 'A message provided was too old to bulk delete'),
  threadExists: () => refusal(400, 160004, 'A thread has already been created for this message'),
  invalidGuild: () => refusal(400, 50055, 'Invalid Guild'),
  /** What Discord does, and the sandbox does not. */
  gap: (what: string) => refusal(400, 0, `sandbox: ${what} is not implemented`),
  unknownInteraction: () => refusal(404, 10062, 'Unknown interaction'),
  unknownCommand: () => refusal(404, 10063, 'Unknown application command'),
  unknownCommandPermissions: () => refusal(404, 10066, 'Unknown application command permissions'),
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
