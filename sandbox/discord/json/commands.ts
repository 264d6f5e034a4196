import type { Command, Id, Json } from '../../world/types.ts';

/** A registered command as Discord gives it back: what was sent, with the defaults filled in. */
export function commandJson(command: Command, applicationId: Id): Json {
  const { body } = command;
  const inServer = command.guildId !== undefined;
  return {
    description: '',
    dm_permission: true,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    ...(inServer ? {} : { contexts: null, integration_types: [0] }),
    ...withoutNulls(body),
    default_member_permissions: body.default_member_permissions ?? null,
    id: command.id,
    application_id: applicationId,
    version: command.id,
    type: command.type,
    name: command.name,
    ...(inServer ? { guild_id: command.guildId } : {}),
  };
}

function withoutNulls(body: Json): Json {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}
